/** Requests that wait for approval when accounts are merged and when a person is forgotten. */

import type { World } from '../../world/world.js';
import type { Erasure, Merge } from '../domain.js';
import { blank } from '../personal-texts.js';
import { reassign } from '../reassign.js';
import type { Request } from './state.js';

/** Merges and deletions are about the account itself: carried out for the survivor, they would mean somebody else. */
const isAboutAccount = ({ type, baseType }: Request): boolean => type === 'PII_DELETE' || baseType === 'MERGE';

export function onMerge(world: World, merge: Merge): void {
  const { victim, survivor } = merge;
  const requests = Object.values(world.requests).filter((each) => !isAboutAccount(each));
  reassign(requests, merge);
  for (const { details } of requests) if (details.secUserId === victim.id) details.secUserId = survivor.id;
}

const PERSONAL_DETAILS = ['oldValue', 'newValue', 'posting', 'transaction', 'images'] as const;

/** What still waits for a decision is cancelled. */
export function onErase(world: World, { customer, isAddress, isPersonal }: Erasure): void {
  for (const request of Object.values(world.requests)) {
    const { type, status, details } = request;
    const isTheirs = request.customerId === customer.id;
    blank([request], ['reason', 'comments', 'details'], isTheirs ? isPersonal : isAddress);
    if (type === 'PII_DELETE' || !(isTheirs || details.secUserId === customer.id)) continue;
    for (const name of PERSONAL_DETAILS) delete details[name];
    if (status === 'PENDING' || status === 'CUSTOM') request.status = 'CANCELLED';
  }
}
