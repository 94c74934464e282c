/** Issued rewards when accounts are merged and when a person is forgotten. */

import type { World } from '../../world/world.js';
import type { Erasure, Merge } from '../domain.js';
import { blank } from '../personal-texts.js';
import { reassign } from '../reassign.js';

export function onMerge(world: World, merge: Merge): void {
  const { victim, survivor } = merge;
  const issues = Object.values(world.rewardIssues);
  reassign(issues, merge);
  for (const issue of issues) {
    const { type, id } = issue.entity;
    if (type === 'CUSTOMER' && id === victim.id) issue.entity = { type, id: survivor.id };
  }
}

export function onErase(world: World, { customer, isPersonal }: Erasure): void {
  const issues = Object.values(world.rewardIssues).filter(({ customerId }) => customerId === customer.id);
  blank(issues, ['notes', 'customFields', 'transactionNumber'], isPersonal);
  blank(
    issues.flatMap(({ revocation }) => revocation ?? []),
    ['by', 'reason'],
    isPersonal,
  );
  for (const issue of issues) issue.asked = '';
}
