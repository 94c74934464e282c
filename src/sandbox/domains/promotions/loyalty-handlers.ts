/** Section Loyalty Promotions: unified promotions, their approval, and their members. */
import { given, type JsonObject, listOf, numberOf, objectOf, objectsOf, oneOf, textOf } from '../../http/arguments.js';
import { type Call, checkKinds, type Handlers } from '../../http/handler.js';
import { type Reply, reply } from '../../http/replies.js';
import { type Instant, now } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail, failUnknown, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { findCustomer, identifierType } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import { targetOf } from '../targets/rules.js';
import { KPIS, type TargetEntity } from '../targets/state.js';
import {
  createLoyaltyPromotion,
  enrolInPromotion,
  enrolmentIn,
  isOn,
  loyaltyPromotionById,
  optIn,
  type PromotionSettings,
  replaceLoyaltyPromotion,
  reviewLoyaltyPromotion,
} from './loyalty-rules.js';
import type { LoyaltyPromotion, Milestone, PromotionAction, PromotionTrigger } from './loyalty-state.js';

const INVALID = 300004;

function dateIn(world: World, value: unknown, name: string): Instant {
  return readDate(textOf(value), world.organisation.timezone) ?? fail(INVALID, `${name} is missing or not a date`);
}

/** JSON text, which may also be the object itself. */
const jsonTextOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : textOf(value);

/** The reward of an activity, by its name; null if the sandbox cannot give it. */
function actionIn(world: World, row: JsonObject): PromotionAction | null {
  const name = textOf(row['actionName']).toUpperCase();
  const properties = objectOf(row['mandatoryPropertiesValues']);
  const property = (pattern: RegExp): string =>
    textOf(Object.entries(properties).find(([key]) => pattern.test(key))?.[1]);
  if (name === '') fail(INVALID, 'An action has no actionName');
  if (/VOUCHER|COUPON/.test(name)) return { kind: 'coupon', seriesId: Number(property(/series/i)) };
  if (/BADGE/.test(name)) return { kind: 'badge', badgeId: property(/badge/i) };
  if (!/POINTS|CURRENCY/.test(name)) return null;
  const inline = objectsOf(row['embeddedStrategies']).find((each) => numberOf(each['strategyTypeId']) === 1);
  const number =
    inline &&
    /"(?:values?|allocation_values|points)"\s*:\s*"?(\d+(?:\.\d+)?)/i.exec(jsonTextOf(inline['propertyValues']))?.[1];
  if (number !== undefined) return { kind: 'points', points: Number(number) };
  const id = property(/^award_?strategy$/i);
  const strategy = world.awardStrategies[id];
  if (!strategy)
    return fail(
      INVALID,
      `There is no award strategy ${id}; there are ${Object.keys(world.awardStrategies).join(', ')}`,
    );
  return 'fixed' in strategy
    ? { kind: 'points', points: strategy.fixed }
    : { kind: 'multiply', factor: strategy.factor };
}

const actionsIn = (world: World, mappings: unknown): PromotionAction[] =>
  objectsOf(mappings)
    .flatMap((mapping) => objectsOf(mapping['actions']))
    .map((row) => actionIn(world, row))
    .filter((each) => each !== null);

/** Single activities, including those in groups. */
const singles = (rows: readonly JsonObject[]): JsonObject[] =>
  rows.flatMap((row) => (textOf(row['type']).toUpperCase() === 'GROUP' ? singles(objectsOf(row['children'])) : [row]));

const ENTITIES = Object.keys(KPIS).filter((each): each is TargetEntity => Object.hasOwn(KPIS, each));

function triggersIn(world: World, sent: JsonObject): PromotionTrigger[] {
  const activities = objectsOf(sent['activities']);
  if (activities.length === 0) fail(INVALID, 'activities is missing or empty');
  return singles(activities).flatMap((row): PromotionTrigger[] => {
    const [activityId, event] = [textOf(row['id']), textOf(row['event'])];
    if (event === '') fail(INVALID, `Activity ${activityId} has no event`);
    const common = { activityId, event, rule: jsonTextOf(row['expJSON']), targetId: null };
    const actions = actionsIn(world, row['commonCycleActionMapping']);
    const goals = objectsOf(row['milestones']).map((goal) => ({
      ...common,
      milestone: milestoneIn(goal, activityId),
      actions: actionsIn(world, goal['cycleActionMapping']),
    }));
    return actions.length > 0 || goals.length === 0 ? [{ ...common, milestone: null, actions }, ...goals] : goals;
  });
}

function milestoneIn(row: JsonObject, activityId: string): Milestone {
  const goal =
    numberOf(row['targetValue'] ?? row['defaultValue']) ??
    numberOf(objectsOf(row['cycleActionMapping'])[0]?.['defaultValue']);
  return {
    name: textOf(row['name']) || activityId,
    entity: oneOf(ENTITIES, row['targetEntity']) ?? fail(INVALID, 'targetEntity of a milestone is missing or unknown'),
    kpi: textOf(row['targetType']).toUpperCase(),
    goal: goal !== null && goal > 0 ? goal : fail(INVALID, 'A milestone requires a goal above 0'),
  };
}

function metadataIn(sent: JsonObject): JsonObject {
  const metadata = objectOf(sent['metadata']);
  if (Object.keys(metadata).length === 0) fail(INVALID, 'metadata is missing');
  const { isStackable, isExclusive, isAlwaysApply } = objectOf(metadata['loyaltyConfigMetaData']);
  if (isAlwaysApply === true && (isStackable === true || isExclusive === true))
    fail(310184, 'isAlwaysApply cannot be combined with isStackable or isExclusive');
  if (isStackable === true && isExclusive === true) fail(310185, 'A promotion cannot be both stackable and exclusive');
  const keys = objectsOf(metadata['promotionMetadata']);
  for (const each of keys) {
    if (textOf(each['key']) === '') fail(310177, 'A key of promotionMetadata is missing');
    if (textOf(each['value']) === '') fail(310178, 'A value of promotionMetadata is missing');
    if (textOf(each['key']).length > 100) fail(310180, 'A key of promotionMetadata can have at most 100 characters');
    if (textOf(each['value']).length > 1000)
      fail(310181, 'A value of promotionMetadata can have at most 1,000 characters');
  }
  if (new Set(keys.map((each) => textOf(each['key']))).size < keys.length)
    fail(310179, 'promotionMetadata contains a key twice');
  return metadata;
}

/** The total limits of a member. Limits that restart after a period are not recorded. */
function limitOf(sent: JsonObject, type: 'SUM' | 'COUNT'): number | null {
  const found = objectsOf(sent['limits']).find(
    (each) =>
      textOf(each['granularity']) === 'USER' &&
      textOf(each['limitType']) === type &&
      textOf(objectOf(each['period'])['periodType'] ?? 'NON_PERIOD_BASED') === 'NON_PERIOD_BASED',
  );
  return found ? numberOf(found['limitValue']) : null;
}

const WINDOW_INVALID = 300006;

/**
 * The opt-in window; null if the promotion defines none.
 * @throws 300006 if the window is not valid
 * @throws 310228 if customers are enrolled by an activity or external trigger
 */
function optInWindowIn(
  world: World,
  sent: JsonObject,
  type: LoyaltyPromotion['type'],
): LoyaltyPromotion['optInWindow'] {
  const workflows = objectOf(sent['workflowMetadata']);
  const { optInStartDate: from, optInEndDate: to } = objectOf(workflows['optin']);
  if (!given(from) && !given(to)) return null;
  if (!given(from) || !given(to)) return fail(WINDOW_INVALID, 'optInStartDate and optInEndDate must be given together');
  if (type !== 'LOYALTY_EARNING') fail(WINDOW_INVALID, 'Only a LOYALTY_EARNING promotion can have an opt-in window');
  if (oneOf(['ACTIVITY', 'EXTERNAL_TRIGGER'], objectOf(workflows['enrolment'])['basedOn'])) {
    fail(310228, 'An opt-in window cannot be combined with enrolment by activity or external trigger');
  }
  const window = { from: dateIn(world, from, 'optInStartDate'), to: dateIn(world, to, 'optInEndDate') };
  return window.from < window.to ? window : fail(WINDOW_INVALID, 'optInStartDate must be before optInEndDate');
}

function settingsIn(world: World, body: unknown): PromotionSettings {
  const sent = objectOf(body);
  const metadata = metadataIn(sent);
  const enrolment = objectOf(sent['customerEnrolment']);
  if (sent['customerEnrolment'] === undefined) fail(INVALID, 'customerEnrolment is missing');
  if (given(metadata['orgId']) && numberOf(metadata['orgId']) !== world.organisation.id)
    fail(INVALID, 'metadata.orgId is not the id of the organization');
  if (given(metadata['programId']) && numberOf(metadata['programId']) !== world.organisation.program.id)
    fail(310158, 'metadata.programId is not the program of the organization');
  const type =
    oneOf(['GENERIC', 'LOYALTY', 'LOYALTY_EARNING'], metadata['promotionType']) ??
    fail(INVALID, 'metadata.promotionType is missing or unknown');
  return {
    triggers: triggersIn(world, sent),
    name: textOf(metadata['name']),
    description: textOf(metadata['description']),
    promoIdentifier: textOf(metadata['promoIdentifier']),
    type,
    optInWindow: optInWindowIn(world, sent, type),
    startsOn: dateIn(world, metadata['startDate'], 'metadata.startDate'),
    endsOn: dateIn(world, metadata['endDate'], 'metadata.endDate'),
    enrolmentMethod: oneOf(['TRANSACTION', 'IMPORT', 'AUDIENCE_FILTER'], enrolment['enrolmentMethod']) ?? 'TRANSACTION',
    eligibility: oneOf(['LOYAL', 'NON_LOYAL', 'ALL'], enrolment['customerEligibilityType']) ?? 'LOYAL',
    pointsPerMember: limitOf(sent, 'SUM'),
    timesPerMember: limitOf(sent, 'COUNT'),
    sent: { ...sent },
  };
}

function face(world: World, promotion: LoyaltyPromotion): Record<string, unknown> {
  const metadata = objectOf(promotion.sent['metadata']);
  return {
    ...promotion.sent,
    id: promotion.id,
    metadata: {
      ...metadata,
      programId: String(world.organisation.program.id),
      orgId: world.organisation.id,
      promoIdentifier: promotion.promoIdentifier,
      startDate: promotion.startsOn,
      endDate: promotion.endsOn,
      status: promotion.status,
      promotionId: promotion.promotionId,
      promotionMode: 'UNIFIED',
      createdOn: promotion.createdOn,
      lastModifiedOn: promotion.modifiedOn,
    },
    version: promotion.version,
    limits: listOf(promotion.sent['limits']),
    liabilityOwnerSplitInfo: listOf(promotion.sent['liabilityOwnerSplitInfo']),
    communicationApprovalStatus: null,
  };
}

const done = (data: unknown, warnings: readonly Warning[] = []): Reply =>
  reply({ data, errors: null, warnings: warnings.length > 0 ? warnings : null });

function create(call: Call): Reply {
  checkKinds(call);
  const { world, body, till } = call;
  const settings = settingsIn(world, body);
  const { status } = objectOf(settings.sent['metadata']);
  if (given(status) && textOf(status) !== 'DRAFT') fail(INVALID, 'The status of a new promotion must be DRAFT');
  const draft = { code: 200, message: 'The promotion is a draft: it takes effect once it is reviewed with APPROVE' };
  return done(face(world, createLoyaltyPromotion(world, settings, till.id)), [draft]);
}

const promotionOf = ({ world, path }: Call): LoyaltyPromotion => loyaltyPromotionById(world, path['promotionId'] ?? '');

const get = (call: Call): Reply => done(face(call.world, promotionOf(call)));

function update(call: Call): Reply {
  checkKinds(call);
  const promotion = promotionOf(call);
  const settings = settingsIn(call.world, call.body);
  const { status } = objectOf(settings.sent['metadata']);
  if (!given(status)) fail(INVALID, 'metadata.status is missing');
  if (textOf(status) !== promotion.status) fail(310175, 'The status cannot be changed here');
  replaceLoyaltyPromotion(call.world, promotion, settings);
  return done(face(call.world, promotion));
}

const COMMENT_LENGTH = 150;

function review(call: Call): Reply {
  const { world } = call;
  const promotion = promotionOf(call);
  const { approvalStatus, comment } = objectOf(call.body);
  const decision =
    oneOf(['APPROVE', 'REJECT'], approvalStatus) ?? fail(310151, 'approvalStatus must be APPROVE or REJECT');
  if (textOf(comment).length > COMMENT_LENGTH) fail(999999, `comment can have at most ${COMMENT_LENGTH} characters`);
  reviewLoyaltyPromotion(world, promotion, decision === 'APPROVE');
  const status = { success: true, message: 'No communications to approve', response: null, statusCode: 200 };
  return done({ ...face(world, promotion), communicationApprovalStatus: status });
}

const STATUSES = [
  'DRAFT',
  'ACTIVE',
  'PAUSED',
  'STOPPED',
  'PENDING_APPROVAL',
  'LIVE',
  'UPCOMING',
  'COMPLETED',
  'SNAPSHOT',
  'PUBLISH_FAILED',
] as const;

/** Whether a promotion counts under a status; LIVE, UPCOMING and COMPLETED depend on its dates. */
function hasStatus(world: World, promotion: LoyaltyPromotion, asked: (typeof STATUSES)[number]): boolean {
  const time = now(world);
  if (asked === 'LIVE') return isOn(promotion, time);
  if (asked === 'UPCOMING') return promotion.status === 'ACTIVE' && promotion.startsOn > time;
  if (asked === 'COMPLETED') return promotion.status === 'ACTIVE' && promotion.endsOn < time;
  return promotion.status === asked;
}

/** Pages count from 0. */
function pageIn(query: JsonObject, most: number, code: number): { page: number; size: number } {
  const page = given(query['page']) ? numberOf(query['page']) : 0;
  const size = given(query['size']) ? numberOf(query['size']) : 10;
  if (page === null || page < 0 || size === null || size < 1 || size > most)
    return fail(code, `page must be at least 0, and size from 1 to ${most}`);
  return { page, size };
}

function list({ world, query }: Call): Reply {
  const { page, size } = pageIn(query, 100, INVALID);
  const statuses = textOf(query['status'])
    .split(',')
    .filter((each) => each.trim() !== '')
    .map((each) => oneOf(STATUSES, each) ?? fail(310151, `${each} is not a status`));
  const text = textOf(query['searchText']).toLowerCase();
  const found = Object.values(world.loyaltyPromotions)
    .filter((each) => statuses.length === 0 || statuses.some((status) => hasStatus(world, each, status)))
    .filter(({ name, description }) => name.toLowerCase().includes(text) || description.toLowerCase().includes(text))
    .reverse();
  const content = found.slice(page * size, (page + 1) * size).map((each) => face(world, each));
  const totalPages = Math.ceil(found.length / size);
  return done({
    content,
    pageable: { pageNumber: page, pageSize: size },
    totalElements: found.length,
    totalPages,
    last: page >= totalPages - 1,
    size,
    number: page,
    first: page === 0,
    empty: content.length === 0,
  });
}

const ALREADY_ENROLLED = 310231;

function enrol({ world, body }: Call): Reply {
  const sent = objectOf(body);
  const [promotionSent, who] = [objectOf(sent['promotion']), objectOf(sent['customer'])];
  if (!given(sent['action'])) fail(310002, 'action is missing');
  if (sent['promotion'] === undefined) fail(310003, 'promotion is missing');
  if (sent['customer'] === undefined) fail(310004, 'customer is missing');
  if (!given(sent['programId'])) fail(310005, 'programId is missing');
  if (!given(who['identifierName'])) fail(310006, 'customer.identifierName is missing');
  if (!given(who['identifierValue'])) fail(310007, 'customer.identifierValue is missing');
  if (!given(who['source'])) fail(310008, 'customer.source is missing');
  if (numberOf(sent['programId']) !== world.organisation.program.id) fail(400, 'The program does not exist');
  const action = oneOf(['ENROL', 'OPT_IN'], sent['action']) ?? fail(400, 'action must be ENROL or OPT_IN');
  const promotion = loyaltyPromotionById(world, textOf(promotionSent['id']));
  if (numberOf(promotionSent['promotionId']) !== promotion.promotionId)
    fail(400, 'promotionId does not match the promotion');
  const type = identifierType(textOf(who['identifierName'])) ?? fail(400, 'identifierName is not an identifier type');
  const customer =
    findCustomer(world, type, textOf(who['identifierValue'])) ?? fail(400, 'No customer has this identifier');
  const warnings: Warning[] = [];
  if (action === 'OPT_IN') optIn(world, promotion, customer, optInDate(world, sent));
  else if (!enrolInPromotion(world, promotion, customer).isNew)
    warnings.push({ code: ALREADY_ENROLLED, message: 'The customer is already enrolled' });
  const enrolment = enrolmentIn(world, promotion, customer.id);
  const milestones = promotion.triggers
    .flatMap(({ targetId }) => targetOf(world, targetId) ?? [])
    .map(({ group, target }) => ({ targetGroupId: group.id, targetRuleId: target.id, initialBalance: 0 }));
  return done(
    {
      requestId: textOf(sent['requestId']),
      action,
      customer: {
        identifierName: who['identifierName'],
        identifierValue: who['identifierValue'],
        customerId: customer.id,
      },
      enrollmentStatus: {
        promotion: {
          id: promotion.id,
          identifier: promotion.promoIdentifier,
          programId: world.organisation.program.id,
          enrollmentId: String(enrolment?.id ?? ''),
          ...(enrolment?.optIns.length && { optinId: String(enrolment.optIns.at(-1)?.id) }),
        },
        milestone: { status: 'SUCCESS', milestones },
      },
      status: 'SUCCESS',
    },
    warnings,
  );
}

function optInDate(world: World, sent: JsonObject): Instant {
  if (!given(sent['optinDate'])) return now(world);
  const date = dateIn(world, sent['optinDate'], 'optinDate');
  return date <= now(world) ? date : fail(310238, 'optinDate is in the future');
}

function memberOf({ world, path }: Call): Customer {
  const customer = findCustomer(world, 'id', path['memberId'] ?? '');
  return customer ?? failUnknown(310192, 'Member', path['memberId'], 400);
}

const ENROLMENT_STATUSES = [
  'PENDING_ENROLLMENT',
  'PENDING_OPT_IN',
  'AVAILABLE_TO_REDEEM',
  'REDEEMED',
  'EXPIRED',
] as const;

/** The status of a member in a promotion. */
function standing(world: World, promotion: LoyaltyPromotion, customer: Customer): (typeof ENROLMENT_STATUSES)[number] {
  const enrolment = enrolmentIn(world, promotion, customer.id);
  if (promotion.endsOn < now(world) || promotion.status === 'STOPPED') return 'EXPIRED';
  if (world.promotionAwards[`${promotion.id}:${customer.id}`]) return 'REDEEMED';
  if (!enrolment && promotion.type !== 'GENERIC') return 'PENDING_ENROLLMENT';
  if (promotion.type === 'LOYALTY_EARNING' && enrolment?.optIns.length === 0) return 'PENDING_OPT_IN';
  return 'AVAILABLE_TO_REDEEM';
}

/**
 * Approved promotions that match the filters of both reads.
 * @throws 310196 if the enrolment status is unknown
 * @throws 310194 if no approved promotion has the id
 * @throws 310193 if none has the identifier
 */
function promotionsFor(world: World, query: JsonObject, promotionId: unknown, customer: Customer): LoyaltyPromotion[] {
  const status = textOf(query['memberEnrollmentStatus']);
  if (status !== '' && !ENROLMENT_STATUSES.some((each) => each === status))
    fail(310196, `${status} is not an enrolment status`);
  const approved = Object.values(world.loyaltyPromotions).filter(
    (each) => each.status !== 'DRAFT' && each.status !== 'PENDING_APPROVAL',
  );
  const byId = approved.filter((each) => !given(promotionId) || each.promotionId === numberOf(promotionId));
  if (given(promotionId) && byId.length === 0) failUnknown(310194, 'Promotion', promotionId);
  const identifier = textOf(query['promotionIdentifier']);
  const found = byId.filter((each) => identifier === '' || each.promoIdentifier === identifier);
  if (identifier !== '' && found.length === 0) failUnknown(310193, 'Promotion', identifier);
  return found.filter((each) => status === '' || standing(world, each, customer) === status);
}

const memberFace = (world: World, promotion: LoyaltyPromotion): object => ({
  promotionId: promotion.promotionId,
  promotionName: promotion.name,
  programId: world.organisation.program.id,
  startDateISO: promotion.startsOn,
  endDateISO: promotion.endsOn,
  timezoneName: world.organisation.timezone,
  promotionIdentifier: promotion.promoIdentifier,
  description: promotion.description,
  active: promotion.status === 'ACTIVE',
});

/** Largest page of a member's promotions. */
const MAX_MEMBER_PAGE = 50;

function listForMember(call: Call): Reply {
  const { world, query } = call;
  const customer = memberOf(call);
  const { page, size } = pageIn(query, MAX_MEMBER_PAGE, 310195);
  const found = promotionsFor(world, query, query['promotionId'], customer);
  return reply({
    pageDetails: {
      pageNumber: page,
      pageSize: size,
      totalEntries: found.length,
      pageCount: Math.ceil(found.length / size),
    },
    memberId: customer.id,
    promotions: found.slice(page * size, (page + 1) * size).map((each) => ({
      ...memberFace(world, each),
      promotionType: each.type,
      loyaltyEarningType: objectOf(each.sent['metadata'])['loyaltyEarningType'] ?? null,
    })),
  });
}

function getForMember(call: Call): Reply {
  const { world, query, path } = call;
  const customer = memberOf(call);
  const found = promotionsFor(world, query, path['promotionId'], customer);
  return reply({
    memberId: customer.id,
    promotions: found.map((promotion) => {
      const enrolment = enrolmentIn(world, promotion, customer.id);
      return {
        ...memberFace(world, promotion),
        optInStartDateISO: promotion.optInWindow?.from ?? null,
        optInEndDateISO: promotion.optInWindow?.to ?? null,
        unifiedPromotionId: promotion.id,
        promotionCustomFields: objectsOf(objectOf(promotion.sent['metadata'])['promotionMetadata']).map((each) => ({
          key: each['key'],
          value: each['value'],
          brandDefined: textOf(each['isBrandDefined']) === 'true',
        })),
        customerPromotionTimelines: enrolment
          ? [
              {
                enrollmentDetails: [
                  {
                    enrollmentId: enrolment.id,
                    enrollmentDateISO: enrolment.enrolledOn,
                    active: true,
                    optInDetails: enrolment.optIns.map(({ id, on }) => ({
                      optInId: id,
                      optInDateISO: on,
                      active: true,
                    })),
                  },
                ],
              },
            ]
          : [],
      };
    }),
  });
}

export const loyaltyPromotionHandlers: Handlers = {
  loyalty_promotion_create: create,
  loyalty_promotion_list: list,
  loyalty_promotion_get: get,
  loyalty_promotion_update: update,
  loyalty_promotion_enrol_members: enrol,
  loyalty_promotion_review: review,
  loyalty_promotion_list_for_member: listForMember,
  loyalty_promotion_get_for_member: getForMember,
};
