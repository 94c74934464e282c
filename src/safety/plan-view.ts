/** A preview as the data of its view: whom it concerns, what changes, what was checked, and the plan to approve. */
import type { Brand, Change, Check, PlanData } from '../apps/contract.js';
import { visibleData } from '../call/visible.js';
import { isObject, stringifyJson } from '../lib/json.js';
import type { Definition } from '../tools/define.js';
import { measure, sumOfPoints } from './amounts.js';
import type { BatchPreview } from './batch-preview.js';
import type { Forecast } from './limits.js';
import { PLAN_MS } from './plans.js';
import type { Preview } from './preview.js';
import { undoOf } from './question.js';

/** Characters of a request's body, which a view shows folded. */
const MAX_BODY = 20_000;
const MAX_DETAIL = 300;

export interface PreviewedCall {
  readonly preview: Preview;
  readonly definition: Definition;
  readonly args: Readonly<Record<string, unknown>>;
}

/** @param now - milliseconds since 1970 */
export function toPlanData({ preview, definition, args }: PreviewedCall, brand: Brand, now: number): PlanData {
  const { tool, risk, request, refused, question, subject, plan, note } = preview;
  const changes = changesOf(preview, definition, args);
  const checks = [...checkOf(preview.check), ...(preview.limits ?? []).map(toCheck)];
  const warnings = warningsOf(preview, changes);
  return visibleData<PlanData>({
    view: 'plan',
    brand,
    ...(plan !== undefined && { plan: planOf(plan, now) }),
    tool,
    title: definition.title,
    risk,
    ...(question !== undefined && { question }),
    ...(subject?.name !== undefined && { subjects: [{ name: subject.name, ...balanceOf(subject) }] }),
    ...(changes.length > 0 && { changes }),
    requests: request ? [toRequest(request)] : [],
    ...(checks.length > 0 && { checks }),
    ...undoneBy(definition),
    ...(refused !== undefined && { refused }),
    warnings: plan === undefined ? [...warnings, note] : warnings,
  });
}

/**
 * The same of a batch. Only the agent can carry its plan out, by the caller of the tool's class.
 *
 * @param now - milliseconds since 1970
 */
export function toBatchPlanData(preview: BatchPreview, definition: Definition, brand: Brand, now: number): PlanData {
  const { tool, risk, requests, refused, question, subjects = [], plan, note } = preview;
  const changes = totalsOf(preview);
  const warnings = batchWarnings(preview);
  return visibleData<PlanData>({
    view: 'plan',
    brand,
    ...(plan !== undefined && { plan: { ...planOf(plan, now), isForAgent: true } }),
    tool,
    title: `${definition.title}, ${preview.rows} times`,
    risk,
    ...(question !== undefined && { question }),
    ...(subjects.length > 0 && {
      subjects: subjects.flatMap((each) => (each.name === undefined ? [] : [{ name: each.name, ...balanceOf(each) }])),
    }),
    ...(changes.length > 0 && { changes }),
    requests: requests.flatMap((request) => (request ? [toRequest(request)] : [])),
    ...(preview.limits && { checks: preview.limits.map(toCheck) }),
    ...undoneBy(definition),
    ...(refused !== undefined && { refused }),
    warnings: plan === undefined ? [...warnings, note] : warnings,
  });
}

const planOf = (id: string, now: number): NonNullable<PlanData['plan']> => ({
  id,
  expiresAt: new Date(now + PLAN_MS).toISOString(),
  expiresInMs: PLAN_MS,
});

const undoneBy = (definition: Definition): Pick<PlanData, 'undoneBy'> => {
  const how = undoOf(definition);
  return how === undefined ? {} : { undoneBy: how };
};

/** What all rows come to. */
const totalsOf = ({ rows, points, messages, bills }: BatchPreview): Change[] => [
  { what: 'Calls', after: rows },
  ...(points === undefined ? [] : [{ what: 'Points in all calls', after: points, unit: 'points' }]),
  ...(messages === undefined ? [] : [{ what: 'Messages in all calls', after: messages }]),
  ...(bills === undefined ? [] : [{ what: 'Bills in all calls', after: bills, unit: 'money' }]),
];

const batchWarnings = ({ problems = [], furtherProblems = 0, subjects = [], further = 0 }: BatchPreview): string[] => [
  ...problems.map(({ row, problem }) => `Row ${row}: ${problem}`),
  ...(furtherProblems > 0 ? [`${furtherProblems} more rows have problems.`] : []),
  ...subjects.flatMap(({ row, found }) => (found ? [] : [`Row ${row}: the customer could not be found.`])),
  ...(further > 0 ? [`${further} more requests are not shown.`] : []),
];

const balanceOf = ({ balance }: NonNullable<Preview['subject']>): { detail?: string } =>
  balance === undefined ? {} : { detail: `balance: ${balance} points` };

/** Only what is known: what a call makes of the balance that it must not exceed, and what is so now of what it depends on. */
function changesOf({ subject, watched = {} }: Preview, definition: Definition, args: PreviewedCall['args']): Change[] {
  const before = Object.entries(watched).map(([what, value]): Change => ({ what, before: value }));
  const taken = sumOfPoints(measure(definition, args));
  if (definition.watch !== 'balance' || subject?.balance === undefined || taken <= 0) return before;
  const { balance } = subject;
  return [{ what: 'Points balance', before: balance, after: balance - taken, unit: 'points' }, ...before];
}

function toRequest({ method, path, query, body }: NonNullable<Preview['request']>): PlanData['requests'][number] {
  const fits = body !== undefined && stringifyJson(body).length <= MAX_BODY;
  return {
    method,
    path: query === undefined ? path : `${path}?${query.replace(/^\?/, '')}`,
    ...(body !== undefined && { body: fits ? body : 'too long to be shown here' }),
  };
}

function checkOf(check: Preview['check']): Check[] {
  if (!check) return [];
  const { tool, answer, refused } = check;
  if (refused !== undefined) return [{ name: tool, verdict: 'failed', detail: refused }];
  const says = verdictsIn(answer);
  const verdict = says.includes(false) ? 'failed' : says.includes(true) ? 'passed' : 'unknown';
  return [{ name: tool, verdict, detail: stringifyJson(answer).slice(0, MAX_DETAIL) }];
}

/** Every yes and no in an answer; older answers write them as text. */
function verdictsIn(answer: unknown): boolean[] {
  if (typeof answer === 'boolean') return [answer];
  if (answer === 'true' || answer === 'false') return [answer === 'true'];
  if (Array.isArray(answer)) return answer.flatMap(verdictsIn);
  return isObject(answer) ? Object.values(answer).flatMap(verdictsIn) : [];
}

const toCheck = ({ limit, max, requested, left }: Forecast): Check => {
  const most = left ?? max;
  return {
    name: `limit ${limit}`,
    verdict: requested <= most ? 'passed' : 'failed',
    detail: left === undefined ? `${requested}, at most ${max}` : `${requested} of ${left} that are left of ${max}`,
  };
};

function warningsOf({ subject }: Preview, [change]: readonly Change[]): string[] {
  const short = typeof change?.after === 'number' && change.after < 0 ? -change.after : 0;
  return [
    ...(subject?.found === false ? ['The customer could not be found.'] : []),
    ...(short > 0 ? [`The balance is ${short} points short.`] : []),
  ];
}
