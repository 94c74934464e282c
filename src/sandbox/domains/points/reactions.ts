/** Points when accounts are merged and when a person is forgotten. */

import type { World } from '../../world/world.js';
import type { Erasure, Merge } from '../domain.js';
import { blank } from '../personal-texts.js';
import { reassign } from '../reassign.js';
import { customerEntity, eventsOf, handOverPoints, lotsOf } from './ledger.js';
import type { Entity } from './state.js';

/** Lots keep their ids, so whatever gives points back to them later gives them to the survivor. */
export function onMerge(world: World, merge: Merge): void {
  const { victim, survivor } = merge;
  handOverPoints(world, victim.id, survivor.id);
  const heir = (entity: Entity): Entity =>
    entity.type === 'CUSTOMER' && entity.id === victim.id ? customerEntity(survivor.id) : entity;
  reassign(Object.values(world.pointsRedemptions), merge);
  reassign(Object.values(world.historicalPoints), merge);
  for (const redemption of Object.values(world.pointsRedemptions)) redemption.entity = heir(redemption.entity);
  for (const transfer of Object.values(world.pointsTransfers)) {
    transfer.from = heir(transfer.from);
    transfer.to = heir(transfer.to);
  }
}

/** Points stay; what was written about them does not. */
export function onErase(world: World, { customer, isPersonal }: Erasure): void {
  const isTheirs = ({ customerId }: { customerId: number }): boolean => customerId === customer.id;
  const isOf = ({ type, id }: Entity): boolean => type === 'CUSTOMER' && id === customer.id;
  const redemptions = Object.values(world.pointsRedemptions).filter(isTheirs);
  blank(redemptions, ['purpose', 'notes', 'customFields', 'externalReferenceNumber'], isPersonal);
  const changes = lotsOf(world, customerEntity(customer.id)).flatMap(({ expiryChanges = [] }) => expiryChanges);
  blank(changes, ['reasonNote', 'standardMeta', 'customMeta'], isPersonal);
  blank(Object.values(world.historicalPoints).filter(isTheirs), ['billNumber'], isPersonal);
  const transfers = Object.values(world.pointsTransfers).filter(({ from, to }) => isOf(from) || isOf(to));
  blank(transfers, ['notes'], isPersonal);
  // Whoever received points from the customer, or sent some, has an event with the same notes.
  const ids = new Set(transfers.map(({ id }) => String(id)));
  const parties = transfers.flatMap(({ from, to }) => [from, to]).filter(({ type }) => type === 'CUSTOMER');
  const ofTransfers = parties
    .flatMap(({ id }) => eventsOf(world, id))
    .filter(({ name, referenceId }) => name === 'PointsTransfer' && ids.has(referenceId ?? ''));
  blank([...eventsOf(world, customer.id), ...ofTransfers], ['reason', 'comments', 'referenceId'], isPersonal);
}
