/** Loyalty promotions: setting them up, approving and joining them, and what they give for bills and goals. */

import { allOrNothing } from '../../world/all-or-nothing.js';
import { earlier, type Instant, now } from '../../world/clock.js';
import { attempt, fail, failUnknown } from '../../world/failure.js';
import { randomHex } from '../../world/random.js';
import { nextId, type World } from '../../world/world.js';
import { earn } from '../badges/rules.js';
import { issueCoupon } from '../coupon/rules.js';
import type { Customer } from '../customer/state.js';
import { pointsExpiry } from '../points/earning.js';
import { customerEntity, openLot, points3, recordEvent } from '../points/ledger.js';
import { checkFigure, createTargetGroup, type Reached, targetOf } from '../targets/rules.js';
import type { Transaction } from '../transaction/state.js';
import { holds, namesOf } from './condition.js';
import { benefitOf, joinBenefits } from './loyalty-benefits.js';
import type {
  LoyaltyPromotion,
  Milestone,
  PromotionAction,
  PromotionBenefit,
  PromotionEnrolment,
  PromotionOptIn,
  PromotionTrigger,
} from './loyalty-state.js';

/** The settings of a promotion. */
export interface PromotionSettings
  extends Pick<
    LoyaltyPromotion,
    | 'name'
    | 'description'
    | 'promoIdentifier'
    | 'type'
    | 'startsOn'
    | 'endsOn'
    | 'enrolmentMethod'
    | 'eligibility'
    | 'optInWindow'
    | 'pointsPerMember'
    | 'timesPerMember'
    | 'sent'
  > {
  triggers: PromotionTrigger[];
}

/**
 * Checks the settings of a promotion.
 * @throws 300004 if a milestone name is used twice, or the end is not after the start
 * @throws 310033 if a milestone's figure does not measure its entity
 * @throws 310187 if another promotion has the name
 * @throws 310159 if another promotion has the identifier
 */
function check(world: World, settings: PromotionSettings, own?: LoyaltyPromotion): void {
  const { name, promoIdentifier } = settings;
  if (settings.startsOn >= settings.endsOn) fail(300004, 'The end date must be after the start date');
  const milestones = settings.triggers.flatMap(({ milestone }) => milestone ?? []);
  for (const { entity, kpi } of milestones) checkFigure(entity, kpi);
  if (new Set(milestones.map((each) => each.name)).size < milestones.length)
    fail(300004, 'Two milestones have the same name');
  const others = Object.values(world.loyaltyPromotions).filter((each) => each.id !== own?.id);
  if (others.some((each) => each.name.toLowerCase() === name.toLowerCase()))
    fail(310187, `A promotion named ${name} already exists`);
  if (promoIdentifier !== '' && others.some((each) => each.promoIdentifier === promoIdentifier)) {
    fail(310159, `promoIdentifier ${promoIdentifier} is used by another promotion`);
  }
}

/**
 * Checks the opt-in window. Once it has opened, it can only be extended, except in a draft.
 * @throws 310224 if the start of an open window would change
 * @throws 310225 if an open window would be shortened
 * @throws 310226 if a new window starts in the past
 * @throws 310227 if the window ends in the past
 * @throws 300006 if the window ends after the promotion
 */
function checkOptInWindow(world: World, { optInWindow, endsOn }: PromotionSettings, former?: LoyaltyPromotion): void {
  if (optInWindow === null) return;
  const { from, to } = optInWindow;
  const time = now(world);
  const before = former?.optInWindow ?? null;
  if (before !== null && before.from <= time && former?.status !== 'DRAFT') {
    if (from !== before.from) fail(310224, 'The opt-in window is open: its start cannot change');
    if (to < before.to) fail(310225, 'The opt-in window is open: its end can only be postponed');
  } else if (from < time) fail(310226, 'The opt-in window starts in the past');
  if (to < time) fail(310227, 'The opt-in window ends in the past');
  if (to > endsOn) fail(300006, 'The opt-in window cannot end after the promotion');
}

/** Creates a draft. */
export function createLoyaltyPromotion(world: World, settings: PromotionSettings, tillId: number): LoyaltyPromotion {
  check(world, settings);
  checkOptInWindow(world, settings);
  const time = now(world);
  const promotion: LoyaltyPromotion = {
    id: randomHex(world, 24),
    promotionId: 0,
    ...settings,
    status: 'DRAFT',
    version: 1,
    tillId,
    createdOn: time,
    modifiedOn: time,
  };
  world.loyaltyPromotions[promotion.id] = promotion;
  return promotion;
}

/** @throws 9013 if the promotion does not exist */
export const loyaltyPromotionById = (world: World, id: string): LoyaltyPromotion =>
  world.loyaltyPromotions[id] ?? failUnknown(9013, 'Promotion', id);

const isLive = ({ status }: LoyaltyPromotion): boolean => status === 'ACTIVE' || status === 'PAUSED';

/**
 * Replaces the settings of a promotion.
 * @throws 310183 if the promotion is stopped
 * @throws 310174 if the promotion is pending approval
 * @throws 310153 if the start of a live promotion would change
 * @throws 310155 if a live promotion would end earlier, except now
 * @throws 310190 if the eligibility of a live promotion would change
 * @throws 310161 if the event of an activity, or what a milestone of a live promotion counts, would change
 */
export function replaceLoyaltyPromotion(world: World, promotion: LoyaltyPromotion, settings: PromotionSettings): void {
  if (promotion.status === 'STOPPED') fail(310183, 'A stopped promotion cannot be changed');
  if (promotion.status === 'PENDING_APPROVAL') fail(310174, 'The promotion is pending approval');
  if (isLive(promotion)) {
    if (settings.startsOn !== promotion.startsOn) fail(310153, 'The start of a live promotion cannot change');
    if (settings.endsOn < promotion.endsOn && settings.endsOn > now(world)) {
      fail(310155, 'The end of a live promotion can only be postponed or set to now');
    }
    if (settings.eligibility !== promotion.eligibility)
      fail(310190, 'The eligibility of a live promotion cannot change');
  }
  check(world, settings, promotion);
  checkOptInWindow(world, settings, promotion);
  for (const { activityId, event } of settings.triggers) {
    const former = promotion.triggers.find((each) => each.activityId === activityId);
    if (former && former.event !== event) fail(310161, `The event of activity ${activityId} cannot change`);
  }
  allOrNothing(world, (tried, tracked) => {
    const replaced = tracked(promotion);
    const triggers = settings.triggers.map((trigger) => ({ ...trigger, targetId: formerTarget(replaced, trigger) }));
    Object.assign(replaced, settings, { triggers });
    replaced.version += 1;
    replaced.modifiedOn = now(tried);
    if (isLive(replaced)) measure(tried, replaced);
  });
}

/** The existing target of a milestone. */
function formerTarget({ triggers }: LoyaltyPromotion, { activityId, milestone }: PromotionTrigger): number | null {
  const former = triggers.find(
    (each) => each.activityId === activityId && milestone !== null && each.milestone?.name === milestone.name,
  );
  const measured = former?.milestone;
  if (!former || !measured || !milestone) return null;
  if (measured.entity !== milestone.entity || measured.kpi !== milestone.kpi) {
    fail(310161, `What milestone ${milestone.name} counts cannot change`);
  }
  return former.targetId;
}

/**
 * Approves a submitted promotion or sends it back.
 * @throws 999999 if the promotion is not pending approval
 * @throws as creating a target does
 */
export function reviewLoyaltyPromotion(world: World, promotion: LoyaltyPromotion, approved: boolean): void {
  if (promotion.status !== 'PENDING_APPROVAL') {
    fail(999999, `A promotion with status ${promotion.status} cannot be reviewed`);
  }
  allOrNothing(world, (tried, tracked) => {
    const reviewed = tracked(promotion);
    reviewed.status = approved ? 'ACTIVE' : 'DRAFT';
    reviewed.modifiedOn = now(tried);
    if (!approved) return;
    reviewed.promotionId = nextId(tried, 'loyaltyPromotion');
    measure(tried, reviewed);
  });
}

/** Gives each milestone of a live promotion its target, and updates goals and dates of existing targets. */
function measure(world: World, promotion: LoyaltyPromotion): void {
  for (const trigger of promotion.triggers) {
    if (!trigger.milestone) continue;
    trigger.targetId ??= targetFor(world, promotion, trigger.milestone);
    const found = targetOf(world, trigger.targetId);
    for (const period of found?.group.periods ?? []) period.endsOn = promotion.endsOn;
    for (const goal of found?.target.goals ?? []) goal.value = trigger.milestone.goal;
  }
}

/** The target that measures a milestone for the duration of its promotion. */
function targetFor(world: World, promotion: LoyaltyPromotion, { name, entity, kpi, goal }: Milestone): number | null {
  const group = createTargetGroup(world, {
    name: `${promotion.name}: ${name}`,
    description: '',
    active: true,
    preferredTillId: promotion.tillId,
    trackingType: 'DEFAULT',
    evaluationType: 'FIXED_CALENDAR_WINDOW',
    frequencyType: 'CUSTOM',
    frequency: 0,
    totalPeriods: 1,
    recurringCycles: 1,
    userCreated: false,
    leaderboardEnabled: false,
    combinedGoal: null,
    streaks: [],
    tillId: promotion.tillId,
    periods: [
      {
        startsOn: promotion.startsOn,
        endsOn: promotion.endsOn,
        refCode: `promotion-${promotion.promotionId}-${name}`,
        description: name,
        active: true,
      },
    ],
    targets: [
      {
        name: `${promotion.name}: ${name}`,
        description: '',
        active: true,
        entity,
        kpi,
        eventName: 'TransactionAdd',
        expression: 'true',
        expressionJson: 'true',
        filters: [],
        enrolmentMethod: 'TRANSACTION',
        field: null,
        goals: [{ periodId: null, value: goal }],
      },
    ],
  });
  return group.targets[0]?.id ?? null;
}

/** Whether a promotion is running at a moment. */
export const isOn = ({ status, startsOn, endsOn }: LoyaltyPromotion, at: Instant): boolean =>
  status === 'ACTIVE' && startsOn <= at && at <= endsOn;

/** A customer's enrolments, those that were revoked included. */
export const enrolmentsIn = (world: World, promotion: LoyaltyPromotion, customerId: number): PromotionEnrolment[] =>
  Object.values(world.promotionEnrolments).filter(
    (each) => each.promotionId === promotion.id && each.customerId === customerId,
  );

/** A customer's active enrolment; undefined if there is none. */
export const enrolmentIn = (
  world: World,
  promotion: LoyaltyPromotion,
  customerId: number,
): PromotionEnrolment | undefined => enrolmentsIn(world, promotion, customerId).find(({ revoked }) => revoked === null);

export const activeOptIns = ({ optIns }: PromotionEnrolment): PromotionOptIn[] =>
  optIns.filter(({ revoked }) => revoked === null);

/**
 * Enrols a customer; `isNew` is false if the customer is already enrolled.
 * @throws 400 if the promotion is not active or has ended, or is of type GENERIC
 */
export function enrolInPromotion(
  world: World,
  promotion: LoyaltyPromotion,
  customer: Customer,
): { enrolment: PromotionEnrolment; isNew: boolean } {
  if (promotion.status !== 'ACTIVE' || promotion.endsOn < now(world)) fail(400, 'The promotion is not active');
  if (promotion.type === 'GENERIC') fail(400, 'Promotions of type GENERIC have no enrolment');
  const known = enrolmentIn(world, promotion, customer.id);
  if (known) return { enrolment: known, isNew: false };
  return { enrolment: addEnrolment(world, promotion, customer, now(world)), isNew: true };
}

function addEnrolment(
  world: World,
  promotion: LoyaltyPromotion,
  customer: Customer,
  enrolledOn: Instant,
): PromotionEnrolment {
  const enrolment = {
    id: nextId(world, 'promotionEnrolment'),
    promotionId: promotion.id,
    customerId: customer.id,
    enrolledOn,
    revoked: null,
    optIns: [],
  };
  world.promotionEnrolments[enrolment.id] = enrolment;
  return enrolment;
}

/**
 * Opts an enrolled customer in. Opting in again is allowed.
 * @throws 400 if the promotion has no opt-in, or the customer is not enrolled
 * @throws 310229 if the opt-in window has not opened yet
 * @throws 310230 if the opt-in window is closed
 */
export function optIn(world: World, promotion: LoyaltyPromotion, customer: Customer, on: Instant): PromotionEnrolment {
  if (promotion.type !== 'LOYALTY_EARNING') fail(400, 'The promotion has no opt-in');
  const { optInWindow } = promotion;
  if (optInWindow && on < optInWindow.from) fail(310229, 'The opt-in window has not opened yet');
  if (optInWindow && on > optInWindow.to) fail(310230, 'The opt-in window is closed');
  const enrolment = enrolmentIn(world, promotion, customer.id) ?? fail(400, 'The customer is not enrolled');
  enrolment.optIns.push({ id: nextId(world, 'promotionOptIn'), on, revoked: null });
  return enrolment;
}

/** A promotion that a bill qualifies for, and its reward. */
export interface MetPromotion {
  promotion: LoyaltyPromotion;
  actions: readonly ActivityAction[];
}

/** What an activity of a promotion gives. */
type ActivityAction = PromotionAction & { readonly activityId: string };

/** Promotions that were running at the bill's date and that it qualifies for, by itself or by the goals it reached. */
export function promotionsFor(
  world: World,
  bill: Transaction,
  customer: Customer,
  reached: readonly Reached[],
): MetPromotion[] {
  const names = namesOf(bill, customer);
  return Object.values(world.loyaltyPromotions)
    .filter((promotion) => isOn(promotion, bill.billingDate))
    .flatMap((promotion) => {
      const met = promotion.triggers.filter((trigger) =>
        trigger.milestone === null
          ? trigger.event === 'TransactionAdd' && holds(trigger.rule, () => names)
          : reached.some(({ target }) => target.id === trigger.targetId),
      );
      const actions = met.flatMap(({ activityId, actions }) => actions.map((action) => ({ ...action, activityId })));
      return met.length === 0 ? [] : [{ promotion, actions }];
    });
}

/**
 * Whether a promotion applies to a customer: to everybody, to those enrolled, or to those who opted in. A purchase
 * enrols a buyer who was not taken out of the promotion.
 */
function takesPart(world: World, promotion: LoyaltyPromotion, bill: Transaction, customer: Customer): boolean {
  const loyal = customer.loyaltyType === 'loyalty';
  if (promotion.eligibility !== 'ALL' && (promotion.eligibility === 'LOYAL') !== loyal) return false;
  if (promotion.type === 'GENERIC') return true;
  const enrolment =
    enrolmentIn(world, promotion, customer.id) ??
    // By the date of the bill, because a backdated bill can fall into a promotion that has ended since.
    (promotion.type === 'LOYALTY' &&
    promotion.enrolmentMethod === 'TRANSACTION' &&
    enrolmentsIn(world, promotion, customer.id).length === 0
      ? addEnrolment(world, promotion, customer, earlier(bill.billingDate, now(world)))
      : undefined);
  return enrolment !== undefined && (promotion.type === 'LOYALTY' || activeOptIns(enrolment).length > 0);
}

/**
 * Gives the rewards of a promotion for a bill, within its limits. Together they count as one use. An action that is
 * refused, such as a coupon of a series that has ended, is skipped.
 */
export function promote(
  world: World,
  { promotion, actions }: MetPromotion,
  bill: Transaction,
  customer: Customer,
): void {
  const key = `${promotion.id}:${customer.id}`;
  const { points, times, given: before } = world.promotionAwards[key] ?? { points: 0, times: 0, given: [] };
  if (promotion.timesPerMember !== null && times >= promotion.timesPerMember) return;
  if (!takesPart(world, promotion, bill, customer)) return;
  let total = points;
  const given: PromotionBenefit[] = [];
  for (const action of actions) {
    const own = attempt(() => carryOut(world, promotion, action, bill, customer, total));
    if (own === null) continue;
    total = points3(total + own);
    given.push({ ...benefitOf(action), times: 1, points: own, lastOn: now(world) });
  }
  if (given.length > 0) {
    world.promotionAwards[key] = { points: total, times: times + 1, given: joinBenefits([...before, ...given]) };
  }
}

/**
 * The points given; 0 for other rewards, null for none. `before` is the number of points the member already had from
 * it.
 */
function carryOut(
  world: World,
  promotion: LoyaltyPromotion,
  action: PromotionAction,
  bill: Transaction,
  customer: Customer,
  before: number,
): number | null {
  switch (action.kind) {
    case 'coupon': {
      const series = world.couponSeries[action.seriesId];
      if (!series) return null;
      issueCoupon(world, series, customer, bill.tillId);
      return 0;
    }
    case 'badge': {
      const badge = world.badges[action.badgeId];
      if (!badge) return null;
      earn(world, badge, customer, {
        requestId: `${promotion.id}-${bill.id}-${badge.numericId}`,
        eventOn: bill.billingDate,
        trigger: null,
      });
      return 0;
    }
    default: {
      const full = action.kind === 'points' ? action.points : points3(bill.points * action.factor);
      const left = promotion.pointsPerMember === null ? full : points3(promotion.pointsPerMember - before);
      return awardPoints(world, promotion, Math.min(full, left), bill, customer);
    }
  }
}

function awardPoints(
  world: World,
  promotion: LoyaltyPromotion,
  points: number,
  bill: Transaction,
  customer: Customer,
): number | null {
  if (points <= 0) return null;
  const event = recordEvent(world, 'GenericEvent', customerEntity(customer.id), {
    tillId: bill.tillId,
    transactionId: bill.id,
    referenceId: String(promotion.promotionId),
    reason: promotion.name,
  });
  openLot(world, event, {
    points,
    movement: 'earn',
    pointsType: 'bill_promotions',
    expiresOn: pointsExpiry(world, event.time),
    transactionId: bill.id,
    promotionId: promotion.promotionId,
  });
  return points;
}
