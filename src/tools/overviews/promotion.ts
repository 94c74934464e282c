/** A loyalty promotion, a milestone or a streak at a glance: its dates, its rule, who takes part and how far they are. */
import type { Brand, Count, PromotionData } from '../../apps/contract.js';
import { defined } from '../../lib/defined.js';
import { at, listAt, numberAt, textAt } from '../../lib/json-at.js';
import type { Compose, Composing } from '../composition.js';
import { dayAt, personNameAt } from './values.js';

/** Targets of a group whose leaderboards are read. */
const MAX_TARGETS = 4;
/** Customers that a leaderboard has on a page. */
const MAX_RANKS = 100;
/** Customers that the model is told. */
const MAX_NAMED = 5;

export const composePromotion: Compose = async (call) => {
  const { args, unavailable } = call;
  const group = numberAt(args, 'targetGroupId');
  const reading = group === undefined ? readPromotion(call) : readTargetGroup(call, group);
  const [parts, brand] = await Promise.all([reading, call.brand]);
  const data: PromotionData = {
    view: 'promotion',
    brand,
    ...parts,
    ...(unavailable.length > 0 && { unavailable }),
  };
  const {
    view: _,
    brand: { currency },
    progress,
    ...shown
  } = data;
  return {
    view: data,
    answer: { ...shown, ...defined({ furthest: progress?.slice(0, MAX_NAMED), currency }) },
  };
};

type Parts = Pick<PromotionData, 'promotion' | 'members' | 'progress'>;

/** The API counts neither who takes part in a promotion nor what it gave. */
async function readPromotion({ args, read, ...call }: Composing): Promise<Parts> {
  const [whole, brand] = await Promise.all([
    read('loyalty_promotion_get', { promotionId: args['promotionId'] }),
    call.brand,
  ]);
  const answer = at(whole, 'data');
  const metadata = at(answer, 'metadata');
  const activities = listAt(answer, 'activities').flatMap((each) => textAt(each, 'name') ?? []);
  const limits = listAt(answer, 'limits').flatMap(describeLimit);
  return {
    promotion: {
      kind: 'promotion',
      ...defined({
        id: textAt(answer, 'id'),
        name: textAt(metadata, 'name'),
        description: textAt(metadata, 'description'),
        status: textAt(metadata, 'status'),
        startsOn: dayAt(brand, metadata, 'startDate'),
        endsOn: dayAt(brand, metadata, 'endDate'),
        rule: sentence([...activities, ...limits]),
        joinedBy: textAt(answer, 'customerEnrolment', 'enrolmentMethod'),
      }),
    },
  };
}

function describeLimit(limit: unknown): string[] {
  const most = numberAt(limit, 'limitValue');
  if (most === undefined) return [];
  const what = textAt(limit, 'actionSubTypeId') ?? textAt(limit, 'actionType') ?? '';
  const per = textAt(limit, 'granularity') === 'USER' ? ' per customer' : '';
  return [`at most ${most} ${what.toLowerCase()}${per}`];
}

const sentence = (parts: readonly string[]): string | undefined => (parts.length === 0 ? undefined : parts.join('; '));

/** A milestone or a streak. Only groups with a leaderboard say who takes part. */
async function readTargetGroup({ read, tryRead, ...call }: Composing, targetGroupId: number): Promise<Parts> {
  const answer = at(await read('target_group_get', { targetGroupId }), 'data');
  const [group] = Array.isArray(answer) ? answer : [answer];
  const targets = listAt(group, 'targets');
  const hasLeaderboard = at(group, 'leaderboardEnabled') === true;
  const boards = await Promise.all(
    (hasLeaderboard ? targets.slice(0, MAX_TARGETS) : []).map(async (target) => ({
      target,
      board: await tryRead(`leaderboard of ${textAt(target, 'name')}`, 'target_group_get_leaderboard', {
        targetGroupId,
        targetId: numberAt(target, 'id'),
        pageSize: MAX_RANKS,
      }),
    })),
  );
  const known = boards.filter(({ board }) => board !== undefined);
  return {
    promotion: describeGroup(group, targets, await call.brand),
    ...(known.length > 0 && {
      members: known.flatMap(({ target, board }) => countMembers(target, board)),
      progress: known.flatMap(({ target, board }) => rank(target, board)),
    }),
  };
}

function describeGroup(group: unknown, targets: readonly unknown[], brand: Brand): PromotionData['promotion'] {
  const period = at(group, 'activePeriod');
  const goals = targets.map((target) => {
    const goal = goalOf(target);
    const name = textAt(target, 'name') ?? '';
    return goal === undefined ? name : `${name} (goal: ${goal} ${textAt(target, 'targetType')?.toLowerCase() ?? ''})`;
  });
  return {
    kind: textAt(group, 'trackingType') === 'STREAKS' ? 'streak' : 'milestone',
    ...defined({
      id: textAt(group, 'id'),
      name: textAt(group, 'name'),
      description: textAt(group, 'description'),
      status: textAt(period, 'periodStatus') ?? (at(group, 'active') === true ? 'ACTIVE' : undefined),
      startsOn: dayAt(brand, period, 'startDate') ?? dayAt(brand, group, 'fromDate'),
      endsOn: dayAt(brand, period, 'endDate') ?? dayAt(brand, group, 'toDate'),
      rule: sentence(goals),
      joinedBy: textAt(targets[0], 'enrolmentMethod'),
    }),
  };
}

/** The goal of the running period, or else of the first. */
const goalOf = (target: unknown): number | undefined =>
  numberAt(listAt(target, 'defaultValues').at(-1), 'defaultValue');

/** How many take part, and how many have reached the goal, if the page has all that have. */
function countMembers(target: unknown, board: unknown): Count[] {
  const goal = goalOf(target);
  const values = listAt(board, 'data', 'rankings').map((each) => numberAt(each, 'achievedValue') ?? 0);
  const total = numberAt(board, 'pagination', 'total') ?? values.length;
  const name = textAt(target, 'name') ?? 'target';
  const achieved = goal === undefined ? undefined : values.filter((value) => value >= goal).length;
  const isWhole = achieved !== undefined && (achieved < values.length || values.length >= total);
  return [
    { label: `${name}: in it`, value: total },
    ...(isWhole && achieved !== undefined
      ? [
          { label: `${name}: achieved`, value: achieved },
          { label: `${name}: in progress`, value: total - achieved },
        ]
      : []),
  ];
}

function rank(target: unknown, board: unknown): NonNullable<PromotionData['progress']> {
  const goal = goalOf(target);
  return listAt(board, 'data', 'rankings').flatMap((each) => {
    const value = numberAt(each, 'achievedValue');
    const label =
      personNameAt(at(each, 'userEnrichmentDetails'), 'first_name', 'last_name') ??
      `customer ${textAt(each, 'userId')}`;
    return value === undefined ? [] : [{ label, value, ...defined({ target: goal }) }];
  });
}
