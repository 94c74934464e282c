/** Sections Points and Points ledger: deducting, allocating, moving expiries, and what was before this program. */

import { defined } from '../../../lib/defined.js';
import { compareInstants } from '../../../lib/instant.js';
import type { allocateBody, deductBody } from '../../../tools/beyond/points.bodies.js';
import {
  pointsAllocate,
  pointsDeduct,
  pointsDeductByIdentifier,
  pointsUpdateExpiry,
} from '../../../tools/beyond/points.js';
import { pointsLedgerGetExpiryUpdates, pointsLedgerGetHistorical } from '../../../tools/beyond/points-ledger.js';
import type { Decoded, RowOf } from '../../../tools/schemas/decoded.js';
import { objectOf, objectsOf, textOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { byOffset } from '../../http/paging.js';
import { rowOr } from '../../http/rows.js';
import { localDate, readDate, serverDateTime, zonedDateTime } from '../../world/dates.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { customerBy, customerById } from '../customer/rules.js';
import { checkSource, customerNamed } from '../customer/shape.js';
import type { Customer } from '../customer/state.js';
import { findGroup } from '../user-group/rules.js';
import { allocate } from './allocation.js';
import { deduct } from './deductions.js';
import { expiryChangesOf, updateExpiry } from './expiry-updates.js';
import { customerEntity } from './ledger.js';
import { checkProgram } from './program.js';
import type { Entity, HistoricalPoints, PointsType } from './state.js';
import { primaryMember } from './transfers.js';

const CATEGORIES = {
  REGULAR: 'Main',
  PROMISED: 'DelayedAccrualPointCategory',
  EXTERNAL_TRIGGER_BASED: 'ExternalTriggerBasedPointCategory',
} as const;

const DEDUCTION_CODES = {
  body: 8882,
  'body.reasonOfReturn': 8882,
  'body.pointsToBeAdjusted': 8888,
  'body.programId': 1218,
  'body.pointsAwardedId': 8877,
  'body.pointsAwardedRefType': 9975,
  'body.promotionId': 8874,
  source: 8003,
} as const;

/** Carries out a deduction of points; the sandbox has no alternate currencies. */
function deductMeant(world: World, customer: Customer, body: Decoded<ReturnType<typeof deductBody>>, tillId: number) {
  const { programId, promotionId: id, promotionIdentifier: identifier } = body;
  const { alternateCurrencyName, valueToBeAdjusted, pointsAwardedId, pointsAwardedRefType: type } = body;
  if (alternateCurrencyName !== undefined || valueToBeAdjusted !== undefined) {
    fail(8911, `The program has no alternate currency ${alternateCurrencyName ?? ''}`.trim());
  }
  checkProgram(world, programId, 1218);
  if (id !== undefined && identifier !== undefined) fail(8874, 'Give promotionId or promotionIdentifier, not both');
  if (identifier !== undefined && programId === undefined) fail(8887, 'promotionIdentifier requires programId');
  const left = deduct(world, customer, {
    points: body.pointsToBeAdjusted ?? fail(8888, 'pointsToBeAdjusted is missing'),
    category: CATEGORIES[body.pointCategoryTypes ?? 'REGULAR'],
    ...(pointsAwardedId !== undefined && { award: { id: pointsAwardedId, type } }),
    ...((id !== undefined || identifier !== undefined) && { promotion: { id, identifier } }),
    reason: body.reasonOfReturn,
    tillId,
  });
  return { status: 'success', pointsAvailable: left.toFixed(3), message: 'Points deducted' };
}

type AllocationRow = Decoded<ReturnType<typeof allocateBody>>[number];

/** @throws 8015 if there is no such customer, 1645 if there is no such group */
function receiverOf(world: World, { lookupParams }: AllocationRow): { entity: Entity; customerId: number } {
  const { entityType, groupId: id, identifierType: identifierName = '', ...rest } = lookupParams;
  if (entityType === 'USERGROUP2') {
    const group = findGroup(world, { id }) ?? fail(1645, 'User group not found');
    return { entity: { type: entityType, id: group.id }, customerId: primaryMember(group) ?? group.id };
  }
  const { identifierValue = '', source = 'ALL', accountId = '' } = rest;
  const customer = customerNamed(world, { identifierName, identifierValue, source, accountId });
  return { entity: customerEntity(customer.id), customerId: customer.id };
}

function allocateRow(world: World, row: AllocationRow, tillId: number): RowOf<typeof pointsAllocate> {
  if (row.orgId !== world.organisation.id) fail(1064, `Organization ${row.orgId} is not that of the till`);
  checkProgram(world, row.programId, 8136);
  if (row.alternateCurrencyIdentifier !== undefined) fail(8136, 'The program has no alternate currencies');
  const receiver = receiverOf(world, row);
  const { lot, raw } = allocate(world, {
    ...receiver,
    awardStrategyId: row.awardStrategyId,
    expiryStrategyId: row.expiryStrategyId,
    sourceValue: row.sourceValue,
    eventName: row.eventName,
    eventSourceId: row.eventSourceId,
    promised: row.currencyType === 'PROMISED',
    promotionId: row.promotionId === undefined || row.promotionId < 0 ? null : row.promotionId,
    lineItemId: row.billLineItemId ?? null,
    rounding: {
      source: row.sourceValueRoundingStrategy ?? 'ACTUAL',
      points: row.pointsRoundingStrategy ?? 'ACTUAL',
    },
    tillId,
  });
  const { type, id: entityId } = receiver.entity;
  return {
    status: 'SUCCESS',
    eventLogId: lot.eventLogId,
    entityId,
    sideEffects: [
      {
        entityType: type === 'CUSTOMER' ? 'USER' : type,
        rawAwardedPoints: raw,
        awardedPoints: lot.awarded,
        type: 'points',
      },
    ],
  };
}

const MAX_ALLOCATIONS = 10;

const AWARDS: Readonly<Record<string, PointsType>> = {
  POINT_AWARDED: 'bill_regular',
  POINT_AWARDED_BILL_PROMOTION: 'bill_promotions',
  POINT_AWARDED_LINEITEM: 'line_item_regular',
  POINT_AWARDED_LINEITEM_PROMOTION: 'line_item_promotions',
  POINT_AWARDED_CUSTOMER_PROMOTION: 'customer_promotions',
};

type ExpiryRow = Decoded<ReturnType<NonNullable<typeof pointsUpdateExpiry.body>>>['expiryDateUpdateRequest'][number];

function updateExpiryRow(world: World, row: ExpiryRow, tillId: number) {
  const { pointsAwardedRefId: id, pointsAwardedRefType, expiryDate, pointCategoryType, currencyName = 'POINTS' } = row;
  const customer = customerBy(world, row.identifierName, row.identifierValue);
  checkProgram(world, row.programId, 8936);
  const type = AWARDS[pointsAwardedRefType] ?? fail(8941, `${pointsAwardedRefType} is no kind of award`);
  if (currencyName !== 'POINTS') fail(3034, `The customer has no award in ${currencyName}`);
  const { lot, change } = updateExpiry(
    world,
    customer,
    { id, type, promised: pointCategoryType && pointCategoryType === 'PROMISED' },
    { type: expiryDate.expiryType, value: textOf(expiryDate.expiryValue) },
    {
      reasonType: row.expiryUpdateReasonType ?? '',
      reasonNote: row.expiryUpdateReasonNote ?? '',
      standardMeta: defined(row.standardMeta ?? {}),
      customMeta: { ...row.customMeta },
      tillId,
    },
  );
  return {
    customerId: customer.id,
    programId: lot.programId,
    currencyName,
    pointsExpiryUpdateLogs: {
      paType: pointsAwardedRefType,
      paId: lot.id,
      expiryUpdateReasonType: change.reasonType,
      expiryUpdateReasonNote: change.reasonNote,
      oldExpiryDate: change.from === null ? null : serverDateTime(change.from),
      newExpiryDate: serverDateTime(change.to),
      eventLogId: change.eventLogId,
      eventDate: serverDateTime(change.changedOn),
      standardMeta: change.standardMeta,
      customMeta: change.customMeta,
    },
  };
}

const ROW = 'body.expiryDateUpdateRequest[]';

const EXPIRY_CODES = {
  body: 8931,
  'body.expiryDateUpdateRequest': 8931,
  [ROW]: 8931,
  [`${ROW}.identifierName`]: { missing: 8932, malformed: 8931 },
  [`${ROW}.identifierValue`]: 8933,
  [`${ROW}.programId`]: 8934,
  [`${ROW}.pointsAwardedRefId`]: 8937,
  [`${ROW}.pointsAwardedRefType`]: { missing: 8938, malformed: 8941 },
  [`${ROW}.expiryDate`]: 8942,
  [`${ROW}.expiryDate.expiryType`]: { missing: 8942, malformed: 8941 },
  [`${ROW}.expiryDate.expiryValue`]: 8942,
} as const;

/** The first key of an audit trail that is not documented. */
function unknownMeta(body: unknown): string | undefined {
  const rows = objectsOf(objectOf(body)['expiryDateUpdateRequest']);
  return rows.flatMap((row) => Object.keys(objectOf(row['standardMeta']))).find((key) => !META_KEYS.includes(key));
}

const META_KEYS = ['who_raised', 'who_approved', 'reason_for_trigger'];

/** @throws 400 if the filter is of an unknown type, or its dates cannot be read */
function isAsked(
  world: World,
  { filterType, filterValues: values }: { filterType: string; filterValues: readonly string[] },
): (entry: HistoricalPoints) => boolean {
  switch (filterType.toUpperCase()) {
    case 'NONE':
      return () => true;
    case 'DATE': {
      const [from, until] = values.map((value) => readDate(value, world.organisation.timezone));
      if (!from || !until) return fail(400, 'DATE requires two dates');
      return ({ eventDate }) => from <= eventDate && eventDate <= until;
    }
    case 'PROGRAM_ID':
      return ({ programId }) => values.includes(String(programId));
    case 'POINTS_ACTIVITY':
      return ({ activity }) => values.includes(activity);
    default:
      return fail(400, `There is no filter ${filterType}`);
  }
}

export const pointsAdjustmentHandlers: Handlers = {
  ...handle(
    pointsDeduct,
    { envelope: 'single', codes: { userId: 8015, ...DEDUCTION_CODES } },
    ({ world, till, path, query, body }) => {
      const customer = customerById(world, path.userId);
      checkSource(customer, query);
      return deductMeant(world, customer, body, till.id);
    },
  ),

  ...handle(
    pointsDeductByIdentifier,
    { envelope: 'single', codes: { identifierName: 8013, identifierValue: 8015, ...DEDUCTION_CODES } },
    ({ world, till, query, body }) => deductMeant(world, customerNamed(world, query), body, till.id),
  ),

  ...handle(pointsAllocate, { envelope: 'single', code: 8136 }, ({ world, till, body: rows }) => {
    if (rows.length === 0) fail(8136, 'There are no rows');
    if (rows.length > MAX_ALLOCATIONS) fail(1060, `At most ${MAX_ALLOCATIONS} rows can be sent in one call`);
    const data = rows.map((row) => {
      const outcome = rowOr({ status: 'FAILED' }, () => allocateRow(world, row, till.id));
      if (!('failure' in outcome)) return outcome;
      const { code, message } = outcome.failure;
      return { status: outcome.status, sideEffects: [], errors: [{ status: false, code, message }] };
    });
    const success = data.filter(({ status }) => status === 'SUCCESS').length;
    return { total: rows.length, success, failures: rows.length - success, data };
  }),

  ...handle(pointsUpdateExpiry, { envelope: 'plain', codes: EXPIRY_CODES }, ({ world, till, body, raw }) => {
    const rows = body.expiryDateUpdateRequest;
    if (rows.length === 0) fail(8931, 'expiryDateUpdateRequest is empty');
    const unknown = unknownMeta(raw.body);
    if (unknown !== undefined) fail(8935, `standardMeta cannot have ${unknown}`);
    const outcomes = rows.map((row) => rowOr({}, () => updateExpiryRow(world, row, till.id)));
    const failures = outcomes.flatMap((each, index) => {
      if (!('failure' in each)) return [];
      const { code: errorCode, message: errorMessage } = each.failure;
      const { pointsAwardedRefId, pointsAwardedRefType } = rows[index] ?? {};
      return { pointsAwardedRefId, pointsAwardedRefType, errorCode, errorMessage };
    });
    return {
      currencyExpiryUpdateResponse: outcomes.flatMap((each) => ('failure' in each ? [] : each)),
      ...(failures.length > 0 && { failures }),
    };
  }),

  ...handle(
    pointsLedgerGetExpiryUpdates,
    {
      envelope: 'single',
      codes: { customerId: 8015 },
      paging: byOffset({ limit: 10, max: 10, strict: true }),
    },
    ({ world, path, page }) => {
      const customer = customerById(world, path.customerId);
      const { timezone } = world.organisation;
      return {
        id: customer.id,
        profiles: [],
        loyaltyInfo: { loyaltyType: customer.loyaltyType },
        segments: {},
        singlePointsExpiryUpdateList: page(expiryChangesOf(world, customer)).map(({ lot, change }) => {
          const event = world.events[change.eventLogId];
          const changed = zonedDateTime(change.changedOn, timezone);
          const old = change.from === null ? null : localDate(change.from, timezone);
          return {
            expiryChangeTime: changed.replace(/(?=[+-]\d\d:\d\d$)/, '.000'),
            expiryChangeTimeISO: changed,
            eventName: event?.name,
            eventIdentifier: { type: 'eventUniqueId', value: event?.uniqueId ?? '' },
            pointsNewExpiryDate: localDate(change.to, timezone),
            pointsNewExpiryDateISO: zonedDateTime(change.to, timezone),
            pointsUpdatedByProgram: [
              {
                programId: lot.programId,
                points: change.points,
                pointsOldExpiryDate: old,
                pointsOldExpiryDateISO: change.from === null ? null : zonedDateTime(change.from, timezone),
              },
            ],
          };
        }),
        extendedFields: {},
      };
    },
  ),

  ...handle(
    pointsLedgerGetHistorical,
    { envelope: 'list', codes: { customerId: 8015 } },
    ({ world, path, body: { filter, pageDetails } }) => {
      const customer = customerById(world, path.customerId);
      const { offset, limit } = pageDetails;
      if (offset < 0 || limit < 0) fail(400, 'offset and limit must not be negative');
      const isMeant = isAsked(world, filter);
      return Object.values(world.historicalPoints)
        .filter((entry) => entry.customerId === customer.id && isMeant(entry))
        .sort((a, b) => compareInstants(b.eventDate, a.eventDate))
        .slice(offset, offset + limit)
        .map(({ type, points, activity, eventDate, billNumber, programId }) => ({
          ...{ type, points, activity, billNumber, programId },
          eventDate: serverDateTime(eventDate),
          eventDateISO: eventDate,
        }));
    },
  ),
};
