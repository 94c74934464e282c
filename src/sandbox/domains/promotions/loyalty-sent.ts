/** The settings of a loyalty promotion as they are sent. */
import { z } from 'zod';
import { lazy } from '../../../lib/lazy.js';
import { activities, newReward } from '../../../tools/promotions/loyalty-promotions.activities.js';
import { type loyaltyPromotionCreate, loyaltyPromotionUpdate } from '../../../tools/promotions/loyalty-promotions.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { type JsonObject, numberOf, textOf } from '../../http/arguments.js';
import { decodeRow } from '../../http/rows.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { PromotionSettings } from './loyalty-rules.js';
import type { LoyaltyPromotion, Milestone, PromotionAction, PromotionTrigger } from './loyalty-state.js';

/** What creating and replacing a promotion send alike. */
export type Sent = Omit<Body<typeof loyaltyPromotionCreate>, 'metadata'> & {
  readonly metadata: Omit<Body<typeof loyaltyPromotionCreate>['metadata'], 'status'>;
};

type Activity = Sent['activities'][number];
type Action = NonNullable<NonNullable<Activity['commonCycleActionMapping']>[number]['actions']>[number];
type SentMilestone = NonNullable<Activity['milestones']>[number];

export const INVALID = 300004;

/** JSON text, which may also be the object itself. */
const jsonTextOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : textOf(value));

/** The number of points of an inline allocation, whatever it is called in it. */
function allocatedPoints({ embeddedStrategies = [] }: Action): number | null {
  const inline = embeddedStrategies.find(({ strategyTypeId }) => strategyTypeId === 1)?.propertyValues;
  return numberOf(
    /"(?:values?|allocation_values|points)"\s*:\s*"?(\d+(?:\.\d+)?)/i.exec(jsonTextOf(inline ?? ''))?.[1],
  );
}

/** The reward of an activity, by its name; null if the sandbox cannot give it. */
function actionIn(world: World, action: Action): PromotionAction | null {
  const name = action.actionName.toUpperCase();
  const properties = Object.entries(action.mandatoryPropertiesValues ?? {});
  const property = (pattern: RegExp): string => textOf(properties.find(([key]) => pattern.test(key))?.[1]);
  if (/VOUCHER|COUPON/.test(name)) return { kind: 'coupon', seriesId: Number(property(/series/i)) };
  if (/BADGE/.test(name)) return { kind: 'badge', badgeId: property(/badge/i) };
  if (!/POINTS|CURRENCY/.test(name)) return null;
  const points = allocatedPoints(action);
  if (points !== null) return { kind: 'points', points };
  const id = property(/^award_?strategy$/i);
  const known = Object.keys(world.awardStrategies).join(', ');
  const strategy = world.awardStrategies[id] ?? fail(INVALID, `There is no award strategy ${id}; there are ${known}`);
  return 'fixed' in strategy
    ? { kind: 'points', points: strategy.fixed }
    : { kind: 'multiply', factor: strategy.factor };
}

const actionsIn = (world: World, cycles: Activity['commonCycleActionMapping'] = []): PromotionAction[] =>
  cycles.flatMap(({ actions = [] }) => actions).flatMap((action) => actionIn(world, action) ?? []);

const activitySchema = lazy(() => activities(newReward).element);

/** Single activities, including those in groups. */
const singles = (world: World, rows: readonly Activity[]): Activity[] =>
  rows.flatMap((row) => (row.type === 'GROUP' ? singles(world, childrenOf(world, row)) : [row]));

const childrenOf = (world: World, { children = [] }: Activity): Activity[] =>
  children.map((each) => decodeRow<Activity>(activitySchema(), each, { code: INVALID }, { world }));

/** @throws 300004 if there is no activity, or one has no event, or a goal is not above 0 */
function triggersIn(world: World, { activities }: Sent): PromotionTrigger[] {
  if (activities.length === 0) fail(INVALID, 'activities is empty');
  return singles(world, activities).flatMap((activity): PromotionTrigger[] => {
    const { id: activityId = '', event, expJSON = '', milestones = [] } = activity;
    if (!event) return fail(INVALID, `Activity ${activityId} has no event`);
    const common = { activityId, event, rule: jsonTextOf(expJSON), targetId: null };
    const actions = actionsIn(world, activity.commonCycleActionMapping);
    const goals = milestones.map((goal) => ({
      ...common,
      milestone: milestoneIn(goal, activityId),
      actions: actionsIn(world, goal.cycleActionMapping),
    }));
    return actions.length > 0 || goals.length === 0 ? [{ ...common, milestone: null, actions }, ...goals] : goals;
  });
}

function milestoneIn(row: SentMilestone, activityId: string): Milestone {
  const { targetValue, defaultValue, cycleActionMapping: [cycle] = [] } = row;
  const goal = numberOf(targetValue ?? defaultValue) ?? numberOf(cycle?.defaultValue);
  if (goal === null || goal <= 0) return fail(INVALID, 'A milestone requires a goal above 0');
  return { name: row.name || activityId, entity: row.targetEntity, kpi: row.targetType, goal };
}

/**
 * @throws 310184, 310185 if what is said about other promotions contradicts itself
 * @throws 310177, 310178, 310179 if a key or value is missing, or a key is there twice
 */
function checkMetadata({ loyaltyConfigMetaData = {}, promotionMetadata = [] }: Sent['metadata']): void {
  const { isStackable, isExclusive, isAlwaysApply } = loyaltyConfigMetaData;
  if (isAlwaysApply && (isStackable || isExclusive))
    fail(310184, 'isAlwaysApply cannot be combined with isStackable or isExclusive');
  if (isStackable && isExclusive) fail(310185, 'A promotion cannot be both stackable and exclusive');
  for (const { key, value } of promotionMetadata) {
    if (!key) fail(310177, 'A key of promotionMetadata is missing');
    if (!value) fail(310178, 'A value of promotionMetadata is missing');
  }
  if (new Set(promotionMetadata.map(({ key }) => key)).size < promotionMetadata.length)
    fail(310179, 'promotionMetadata contains a key twice');
}

/** The total limits of a member. Limits that restart after a period are not recorded. */
const limitOf = ({ limits = [] }: Sent, type: 'SUM' | 'COUNT'): number | null =>
  limits.find(
    ({ granularity, limitType, period }) =>
      granularity === 'USER' && limitType === type && (period?.periodType ?? 'NON_PERIOD_BASED') === 'NON_PERIOD_BASED',
  )?.limitValue ?? null;

const WINDOW_INVALID = 300006;

/**
 * The opt-in window; null if the promotion defines none.
 * @throws 300006 if the window is not valid
 * @throws 310228 if customers are enrolled by an activity or external trigger
 */
function optInWindowIn({ metadata, workflowMetadata }: Sent): LoyaltyPromotion['optInWindow'] {
  const { optInStartDate: from, optInEndDate: to } = workflowMetadata?.optin ?? {};
  if (from === undefined && to === undefined) return null;
  if (from === undefined || to === undefined)
    return fail(WINDOW_INVALID, 'optInStartDate and optInEndDate must be given together');
  if (metadata.promotionType !== 'LOYALTY_EARNING')
    fail(WINDOW_INVALID, 'Only a LOYALTY_EARNING promotion can have an opt-in window');
  const basedOn = workflowMetadata?.enrolment?.basedOn;
  if (basedOn === 'ACTIVITY' || basedOn === 'EXTERNAL_TRIGGER')
    fail(310228, 'An opt-in window cannot be combined with enrolment by activity or external trigger');
  return from < to ? { from, to } : fail(WINDOW_INVALID, 'optInStartDate must be before optInEndDate');
}

const bodySchema = lazy(() => loyaltyPromotionUpdate.body?.() ?? z.unknown());

/**
 * Answers repeat what was sent, so it must be of the documented kinds.
 * @throws 300004 if a value is of another kind
 */
function checkKinds(raw: JsonObject): void {
  const issues = z.safeParse(bodySchema(), raw).error?.issues ?? [];
  const wrong = issues.find(({ code, path }) => code === 'invalid_type' && valueAt(raw, path) !== undefined);
  if (wrong) fail(INVALID, `body.${wrong.path.join('.')}: ${wrong.message}`);
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), value);

/**
 * The settings that were sent. `raw` is the body in which they were.
 * @throws 300004 if they are of another organization, and as the functions above do
 * @throws 310158 if they are of another program
 */
export function settingsIn(world: World, sent: Sent, raw: JsonObject): PromotionSettings {
  const { metadata, customerEnrolment } = sent;
  checkKinds(raw);
  checkMetadata(metadata);
  if (metadata.orgId !== undefined && metadata.orgId !== world.organisation.id)
    fail(INVALID, 'metadata.orgId is not the id of the organization');
  if (metadata.programId !== undefined && metadata.programId !== world.organisation.program.id)
    fail(310158, 'metadata.programId is not the program of the organization');
  return {
    triggers: triggersIn(world, sent),
    name: metadata.name,
    description: metadata.description ?? '',
    promoIdentifier: metadata.promoIdentifier ?? '',
    type: metadata.promotionType,
    optInWindow: optInWindowIn(sent),
    startsOn: metadata.startDate,
    endsOn: metadata.endDate,
    enrolmentMethod: customerEnrolment.enrolmentMethod ?? 'TRANSACTION',
    eligibility: customerEnrolment.customerEligibilityType ?? 'LOYAL',
    pointsPerMember: limitOf(sent, 'SUM'),
    timesPerMember: limitOf(sent, 'COUNT'),
    sent: { ...raw },
  };
}
