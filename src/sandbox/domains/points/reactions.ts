/** Points when accounts are merged. */
import { handOverPoints } from '../../rules/ledger.js';
import type { Entity } from '../../state/points.js';
import type { World } from '../../world.js';
import type { Merge } from '../domain.js';
import { reassign } from '../reassign.js';

/** Lots keep their ids, so whatever gives points back to them later gives them to the survivor. */
export function onMerge(world: World, merge: Merge): void {
  const { victim, survivor } = merge;
  handOverPoints(world, victim.id, survivor.id);
  const handOver = (entity: Entity): void => {
    if (entity.type === 'CUSTOMER' && entity.id === victim.id) entity.id = survivor.id;
  };
  reassign(Object.values(world.pointsRedemptions), merge);
  for (const { entity } of Object.values(world.pointsRedemptions)) handOver(entity);
  for (const { from, to } of Object.values(world.pointsTransfers)) {
    handOver(from);
    handOver(to);
  }
}
