/** Requests that wait for approval when accounts are merged. */
import type { Request } from '../../state/request.js';
import type { World } from '../../world.js';
import type { Merge } from '../domain.js';
import { reassign } from '../reassign.js';

/** Merges and deletions are about the account itself: carried out for the survivor, they would mean somebody else. */
const isAboutAccount = ({ type, baseType }: Request): boolean => type === 'PII_DELETE' || baseType === 'MERGE';

export function onMerge(world: World, merge: Merge): void {
  const { victim, survivor } = merge;
  const requests = Object.values(world.requests).filter((each) => !isAboutAccount(each));
  reassign(requests, merge);
  for (const { details } of requests) if (details['secUserId'] === victim.id) details['secUserId'] = survivor.id;
}
