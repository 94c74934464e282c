/** What a call amounts to, as its definition says where to look: points, bills, messages, rows. */
import { isObject } from '../lib/json.js';
import type { Amounts, Definition } from '../tools/define.js';

type Args = Readonly<Record<string, unknown>>;

/** Points that move in one row of a call. */
export interface PointsOf {
  /** Absolute; undefined where the call leaves the number to the API. */
  readonly points: number | undefined;
  /** What the call says about whose points they are: an identifier each, as it was given. */
  readonly of: readonly unknown[];
}

export interface Measured {
  readonly points: readonly PointsOf[];
  /** Absolute amounts. */
  readonly bills: readonly number[];
  readonly messages: number;
  /** 1 for a call that is no batch. */
  readonly rows: number;
}

/** @param args - already checked against the schemas */
export function measure({ amounts = {}, legacy }: Definition, args: Args): Measured {
  return {
    points: pointsIn(amounts, args),
    bills: amounts.bill === undefined ? [] : valuesAt(args, amounts.bill).flatMap((bill) => numberOf(bill) ?? []),
    messages: amounts.messages === undefined ? 0 : messagesIn(amounts.messages, args),
    rows: amounts.rows === undefined ? rowsIn(args['body'], legacy) : valuesAt(args, amounts.rows).length,
  };
}

/** What several calls amount to together. */
export const sumUp = (measured: readonly Measured[]): Measured => ({
  points: measured.flatMap(({ points }) => points),
  bills: measured.flatMap(({ bills }) => bills),
  messages: measured.reduce((sum, { messages }) => sum + messages, 0),
  rows: measured.reduce((sum, { rows }) => sum + rows, 0),
});

/** Points that the arguments name, in all rows. */
export const sumOfPoints = ({ points }: Pick<Measured, 'points'>): number =>
  points.reduce((sum, row) => sum + (row.points ?? 0), 0);

function pointsIn({ points, of = [] }: Amounts, args: Args): PointsOf[] {
  if (points === undefined) return [];
  const end = points.lastIndexOf('[]');
  const row = end < 0 ? '' : points.slice(0, end + 2);
  const valuesIn = (each: unknown, path: string): unknown[] =>
    row !== '' && path.startsWith(`${row}.`) ? valuesAt(each, path.slice(row.length + 1)) : valuesAt(args, path);
  return (row === '' ? [args] : valuesAt(args, row)).map((each) => ({
    points: numberOf(valuesIn(each, points)[0]),
    of: of.flatMap((path) => valuesIn(each, path)),
  }));
}

/** A list of receivers in one text counts as so many messages. */
function messagesIn(path: string, args: Args): number {
  if (path === 'call') return 1;
  return valuesAt(args, path).reduce<number>(
    (sum, each) =>
      sum + (typeof each === 'string' ? each.split(/[,;]/).filter((part) => part.trim() !== '').length : 1),
    0,
  );
}

/** The rows of a body that is a list, or `{root: {redeem: […]}}`. What a file holds is not known before it is sent. */
function rowsIn(body: unknown, isInTouch: boolean): number {
  if (Array.isArray(body)) return body.length;
  const root = isInTouch && isObject(body) ? body['root'] : undefined;
  const lists = isObject(root) ? Object.values(root).filter(Array.isArray) : [];
  return Math.max(1, ...lists.map(({ length }) => length));
}

/** The values at a path; a single value stands for a list of one. */
export function valuesAt(value: unknown, path: string): unknown[] {
  if (path === '') return value === undefined || value === null ? [] : [value];
  const [step = '', ...rest] = path.split('.');
  const isList = step.endsWith('[]');
  const name = isList ? step.slice(0, -2) : step;
  const inner = name === '' ? value : isObject(value) ? value[name] : undefined;
  const values = isList && Array.isArray(inner) ? inner : [inner];
  return values.flatMap((each) => valuesAt(each, rest.join('.')));
}

/** The number without its sign; undefined if it is none. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? Math.abs(number) : undefined;
}
