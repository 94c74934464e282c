/** Sections Points and Points ledger: redeeming by customer id, completing redemptions, the ledger of a group. */
import { defined } from '../../../lib/defined.js';
import { pointsRedeem, pointsUpdateRedemption } from '../../../tools/beyond/points.js';
import { pointsLedgerGetGroupRedemptions } from '../../../tools/beyond/points-ledger.js';
import type { Parameters } from '../../../tools/schemas/decoded.js';
import { textOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { byPage } from '../../http/paging.js';
import { localDate } from '../../world/dates.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { customerById } from '../customer/rules.js';
import { checkSource, customerOf } from '../customer/shape.js';
import { groupEntity } from './handlers.js';
import { customerEntity, points3 } from './ledger.js';
import { membersBalances, type PooledEntry, pooledBalance, pooledEntries, pooledGroup } from './pooled.js';
import { updateRedemption } from './redemption-updates.js';
import { checkRedeemable, redeemPoints } from './rules.js';
import type { Entity, PointsRedemption } from './state.js';

/** Whose points were redeemed, and when they would have expired. */
function toBreakupJson(world: World, { lots }: PointsRedemption) {
  const { timezone } = world.organisation;
  const rows = new Map<string, { customerId: number; pointsRedeemed: number; expiryDate: string | null }>();
  for (const { lotId, points } of lots) {
    const lot = world.lots[lotId];
    const customerId = lot?.entity.id ?? 0;
    const expiryDate = lot && lot.expiresOn !== null ? localDate(lot.expiresOn, timezone) : null;
    const key = `${customerId} ${expiryDate}`;
    const row = rows.get(key) ?? { customerId, pointsRedeemed: 0, expiryDate };
    row.pointsRedeemed = points3(row.pointsRedeemed + points);
    rows.set(key, row);
  }
  return [...rows.values()];
}

type GroupQuery = Parameters<typeof pointsLedgerGetGroupRedemptions.query>;

/** The part of a member in an entry; undefined if it has none. */
function roleOf(
  { redemption, shares }: PooledEntry,
  customerId: number,
): 'TRANSACTING' | 'SOURCE' | 'BOTH' | undefined {
  const didIt = redemption.customerId === customerId;
  const paid = shares.some((share) => share.customerId === customerId);
  if (didIt) return paid ? 'BOTH' : 'TRANSACTING';
  return paid ? 'SOURCE' : undefined;
}

function isAsked({ eventType, at, redemption }: PooledEntry, query: GroupQuery): boolean {
  const { startDate, endDate, transactionRef, eventType: type = eventType } = query;
  const references = [redemption.id, redemption.billNumber, redemption.externalReferenceNumber];
  return (
    eventType === type &&
    (startDate === undefined || at >= startDate) &&
    (endDate === undefined || at <= endDate) &&
    (transactionRef === undefined || references.includes(transactionRef))
  );
}

const OWNER_CODES = {
  'body.entity': 1219,
  'body.entity.type': { missing: 1219, malformed: 1212 },
  'body.entity.identifierType': 1219,
  'body.entity.identifierValue': 1219,
} as const;

function ownerMeant(
  world: World,
  { type, identifierType, identifierValue: value }: { type: string; identifierType: string; identifierValue: string },
): Entity {
  if (type !== 'CUSTOMER') return groupEntity(world, identifierType, value);
  return customerEntity(customerOf(world, { type: identifierType, value }).id);
}

export const pointsRedemptionHandlers: Handlers = {
  ...handle(
    pointsRedeem,
    { envelope: 'single', codes: { customerId: 8015, body: 801, 'body.points': 801 } },
    ({ world, till, path, body, warn }) => {
      const { points, commit, source, validationCode, transactionNumber: billNumber, externalReferenceNumber } = body;
      const customer = customerById(world, path.customerId);
      checkSource(customer, defined({ source }));
      const group = pooledGroup(world, customer);
      const request = { customer, points, ...(group && { group }) };
      if (commit === false) {
        checkRedeemable(world, request);
        warn([{ code: 200, message: 'Nothing was redeemed, because commit is false' }]);
        return { pointsRedeemed: 0, crossMemberRedemptionBreakup: [] };
      }
      const redemption = redeemPoints(world, request, {
        tillId: till.id,
        ...defined({ validationCode, billNumber, externalReferenceNumber }),
      });
      return {
        redemptionId: redemption.id,
        pointsRedeemed: redemption.points,
        crossMemberRedemptionBreakup: group ? toBreakupJson(world, redemption) : [],
      };
    },
  ),

  ...handle(
    pointsUpdateRedemption,
    { envelope: 'single', codes: { body: 748, 'body.billId': 750, ...OWNER_CODES } },
    ({ world, body }) => {
      const { entity, customFields, ...update } = body;
      const owner = ownerMeant(world, entity ?? fail(1219, 'entity is missing'));
      const fields = Object.entries(customFields ?? {}).map(([name, value]) => [name, textOf(value)]);
      const redemption = updateRedemption(world, owner, { ...update, customFields: Object.fromEntries(fields) });
      const time = Date.parse(redemption.redeemedOn);
      return {
        id: redemption.summaryId,
        redemptionId: redemption.id,
        programId: redemption.programId,
        pointsRedeemed: redemption.points,
        billId: redemption.transactionId ?? -1,
        billNumber: redemption.billNumber,
        validationCode: redemption.validationCode,
        notes: redemption.notes,
        redemptionTime: time,
        pointsRedemptionTime: time,
        redemptionDate: redemption.redeemedOn,
        tillId: redemption.tillId,
        tillName: world.tills[redemption.tillId]?.name ?? '',
        pointDeductionList: [],
        customFields: Object.entries(redemption.customFields).map(([name, value]) => ({ name, value })),
        customerId: redemption.customerId,
        redemptionPurpose: redemption.purpose,
      };
    },
  ),

  ...handle(
    pointsLedgerGetGroupRedemptions,
    {
      envelope: 'single',
      codes: { customerId: 8015 },
      paging: byPage({ number: 'pageNumber', size: 'pageSize', first: 1, limit: 20, max: 100 }),
    },
    ({ world, path, query, paged }) => {
      const customer = customerById(world, path.customerId);
      const group = pooledGroup(world, customer) ?? fail(400, 'The customer is in no group whose members share points');
      const isGroup = query.scope === 'group';
      const entries = pooledEntries(world, group)
        .filter((entry) => isAsked(entry, query))
        .map((entry) => ({ entry, userRole: isGroup ? undefined : roleOf(entry, customer.id) }))
        .filter(({ userRole }) => isGroup || userRole !== undefined);
      const { rows, details } = paged(entries);
      return {
        entity: {
          groupDetails: {
            groupId: group.id,
            groupBalance: pooledBalance(world, group),
            memberCount: group.members.length,
            members: membersBalances(world, group),
          },
          pageDetails: { ...details, pageNumber: details.pageNumber + 1 },
          entries: rows.map(({ entry, userRole }) => ({
            eventType: entry.eventType,
            userRole,
            eventDate: entry.at,
            transactionRef: entry.redemption.id,
            customerId: entry.redemption.customerId,
            points: entry.points,
            breakup: entry.shares,
          })),
        },
      };
    },
  ),
};
