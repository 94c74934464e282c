/** Who made something in the rewards catalog, who changed it last, and when. */
import { type Instant, now } from '../../world/clock.js';
import type { World } from '../../world/world.js';

export interface Authorship {
  createdOn: Instant;
  createdBy: number;
  modifiedOn: Instant;
  modifiedBy: number;
}

export function authoredNow(world: World, tillId: number): Authorship {
  const time = now(world);
  return { createdOn: time, createdBy: tillId, modifiedOn: time, modifiedBy: tillId };
}

export const modifiedNow = (world: World, tillId: number): Pick<Authorship, 'modifiedOn' | 'modifiedBy'> => ({
  modifiedOn: now(world),
  modifiedBy: tillId,
});

/** In epoch milliseconds only, as older answers have it. */
export const toEpochsJson = ({ createdOn, createdBy, modifiedOn, modifiedBy }: Authorship) => ({
  createdBy,
  createdOn: Date.parse(createdOn),
  lastUpdatedBy: modifiedBy,
  lastUpdatedOn: Date.parse(modifiedOn),
});

export const toAuthorshipJson = (authorship: Authorship) => ({
  ...toEpochsJson(authorship),
  createdOnDateTime: authorship.createdOn,
  lastUpdatedOnDateTime: authorship.modifiedOn,
});
