/** What the account itself holds, and hierarchies and partner programs, when accounts are merged and when a person is forgotten. */

import { compareInstants } from '../../../lib/instant.js';
import { attempt } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Erasure, Merge } from '../domain.js';
import { blank } from '../personal-texts.js';
import { points3 } from '../points/ledger.js';
import { assignmentsOf } from '../product/labels.js';
import { reassign } from '../reassign.js';
import { placeCustomer } from './associations.js';
import { forgetInAudits } from './audit.js';
import { tagsOf } from './labels.js';
import { areAboutTheSame } from './subscriptions.js';

/**
 * Lists and sums are joined. Where there can be only one value, the survivor's counts, and the victim's fills a gap.
 * Profiles, status and tier history stay with the account that they describe.
 */
export function onMerge(world: World, merge: Merge): void {
  const { victim, survivor } = merge;
  survivor.lifetimePurchases = points3(survivor.lifetimePurchases + victim.lifetimePurchases);
  survivor.visits += victim.visits;
  survivor.notes = inOrder(survivor.notes, victim.notes);
  survivor.tickets = inOrder(survivor.tickets, victim.tickets);
  survivor.referrals = inOrder(survivor.referrals, victim.referrals);
  survivor.images.push(...victim.images);
  Object.assign(victim, { notes: [], tickets: [], referrals: [], images: [] });
  survivor.extendedFields = { ...victim.extendedFields, ...survivor.extendedFields };
  survivor.segments = { ...victim.segments, ...survivor.segments };
  survivor.preferences = { ...victim.preferences, ...survivor.preferences };
  survivor.preferredStoreId ??= victim.preferredStoreId;
  if (survivor.fraudStatus === 'NONE') {
    survivor.fraudStatus = victim.fraudStatus;
    survivor.fraudMarked = victim.fraudMarked && { ...victim.fraudMarked };
  }
  joinSubscriptions(merge);
  joinLabels(world, merge);
  joinReferrals(world, merge);
  joinPlaces(world, merge);
  reassign(world.partnerMemberships, merge);
  const password = world.customerPasswords[victim.id];
  if (password !== undefined) world.customerPasswords[survivor.id] ??= password;
  delete world.customerPasswords[victim.id];
}

const inOrder = <T extends { id: number }>(own: readonly T[], theirs: readonly T[]): T[] =>
  [...own, ...theirs].sort((a, b) => a.id - b.id);

function joinSubscriptions({ victim, survivor }: Merge): void {
  for (const theirs of victim.subscriptions) {
    if (!survivor.subscriptions.some((own) => areAboutTheSame(own, theirs))) survivor.subscriptions.push(theirs);
  }
  const log = [...survivor.subscriptionLog, ...victim.subscriptionLog];
  survivor.subscriptionLog = log.sort((a, b) => compareInstants(a.changedOn, b.changedOn));
  Object.assign(victim, { subscriptions: [], subscriptionLog: [] });
}

function joinLabels(world: World, { victim, survivor }: Merge): void {
  for (const tag of tagsOf(world, victim.id)) {
    if (survivor.labels.includes(String(tag.labelId))) delete world.labelTags[tag.id];
    else tag.customerId = survivor.id;
  }
  survivor.labels = [...new Set([...survivor.labels, ...victim.labels])];
  victim.labels = [];
  const assigned = assignmentsOf(world, 'CUSTOMER', String(survivor.id)).map(({ labelId }) => labelId);
  for (const theirs of Object.values(world.labelAssignments)) {
    if (theirs.entityId !== String(victim.id) || world.labels[theirs.labelId]?.entityType !== 'CUSTOMER') continue;
    theirs.entityId = String(survivor.id);
    if (assigned.includes(theirs.labelId)) theirs.removed = true;
  }
}

function joinReferrals(world: World, { victim, survivor }: Merge): void {
  const newId = (id: number | null): number | null => (id === victim.id ? survivor.id : id);
  survivor.referredBy ??= victim.referredBy;
  victim.referredBy = null;
  for (const each of Object.values(world.customers)) {
    each.referredBy = newId(each.referredBy);
    for (const referral of each.referrals) referral.joinedCustomerId = newId(referral.joinedCustomerId);
  }
  if (survivor.referredBy === survivor.id) survivor.referredBy = null;
}

/** The survivor keeps its place in a hierarchy, or takes the victim's. Children follow where their roles allow it. */
function joinPlaces(world: World, { victim, survivor }: Merge): void {
  const place = world.associations[victim.id];
  if (!place) return;
  delete world.associations[victim.id];
  const own = world.associations[survivor.id];
  if (!own) world.associations[survivor.id] = { ...place, customerId: survivor.id };
  else if (own.parentCustomerId === victim.id) own.parentCustomerId = place.parentCustomerId;
  for (const child of Object.values(world.associations)) {
    const customer = world.customers[child.customerId];
    if (child.parentCustomerId !== victim.id || !customer) continue;
    child.parentCustomerId = null;
    attempt(() => placeCustomer(world, customer, { parent: survivor }));
  }
}

/** The record keeps figures, tier and status. Partner memberships stay, as documented. */
export function onErase(world: World, { customer, identifiers, isAddress, isPersonal }: Erasure): void {
  forgetInAudits(world, customer, isAddress);
  Object.assign(customer, { extendedFields: {}, segments: {}, preferences: {}, subscriptions: [] });
  Object.assign(customer, { notes: [], images: [], referrals: [], referralCode: '' });
  for (const ticket of customer.tickets) Object.assign(ticket, { subject: '', message: '', customFields: {} });
  blank(customer.statusLog, ['reason'], isPersonal);
  blank(customer.subscriptionLog, ['reason'], isPersonal);
  for (const referral of Object.values(world.customers).flatMap(({ referrals }) => referrals)) {
    if (!identifiers.has(referral.identifier.value)) continue;
    referral.refereeName = '';
    referral.identifier = { type: referral.identifier.type, value: '' };
  }
  delete world.customerPasswords[customer.id];
}
