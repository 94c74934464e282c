/** The fields that a response has, for the note on paths in `fields` that it does not have. */
import { isObject } from '../lib/json.js';
import { nearest } from '../lib/nearest.js';

/** The fields of a part of a response. */
interface Outline {
  fields: Map<string, Outline>;
  /** Whether a list was found here. */
  isList: boolean;
}

/** Objects and lists that are read at most: the rows of a list have the same fields. */
const MAX_READ = 2_000;
/** Rows that are read of one list. */
const MAX_ROWS = 100;
/** Fields of one part. A table keyed by ids has more, which would tell nothing. */
const MAX_FIELDS = 200;
/** Fields of the whole outline. */
const MAX_COUNT = 3_000;
/** Deeper parts are not read. */
const MAX_DEPTH = 12;

const createOutline = (): Outline => ({ fields: new Map(), isList: false });

/** Reads a bounded part of the value, level by level, so that the fields at the top are complete. */
function outlineOf(value: unknown): Outline {
  const root = createOutline();
  let level: { value: unknown; outline: Outline }[] = [{ value, outline: root }];
  let read = 0;
  let count = 0;
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const next: typeof level = [];
    for (const { value: part, outline } of level) {
      if (read >= MAX_READ) return root;
      read += 1;
      if (Array.isArray(part)) {
        outline.isList = true;
        for (const item of part.slice(0, MAX_ROWS)) next.push({ value: item, outline });
      } else if (isObject(part)) {
        for (const key of Object.keys(part).slice(0, MAX_FIELDS)) {
          const inner = outline.fields.get(key) ?? createOutline();
          if (!outline.fields.has(key)) {
            if (outline.fields.size === MAX_FIELDS || count === MAX_COUNT) break;
            outline.fields.set(key, inner);
            count += 1;
          }
          if (typeof part[key] === 'object' && part[key] !== null) next.push({ value: part[key], outline: inner });
        }
      }
    }
    level = next;
  }
  return root;
}

/** A path in `fields` that leads to nothing. */
export interface MissingPath {
  /** As the caller wrote it. */
  path: string;
  /** Its keys. */
  keys: readonly string[];
  /** How many of its keys lead to something. */
  found: number;
}

/** Paths that are named with the nearest existing one; a caller corrects these and sees the fields for the others. */
const MAX_NAMED = 8;
const MAX_PATH_LENGTH = 60;
/** Characters of the whole note; the list of fields gets what the paths leave. */
const MAX_LENGTH = 900;

/** Says which paths lead to nothing, which existing ones are nearest, and once which fields there are. */
export function describeMissing(value: unknown, missing: readonly MissingPath[]): string {
  const root = outlineOf(value);
  const existing = pathsIn(root);
  const named = missing.slice(0, MAX_NAMED).map(({ path, keys }) => {
    const near = nearestPath(keys, existing);
    return `'${cut(path)}'${near === undefined ? '' : ` (nearest: ${cut(near)})`}`;
  });
  const more = missing.length > named.length ? ` and ${missing.length - named.length} more` : '';
  const text = `fields: nothing at ${named.join(', ')}${more}`;
  return `${text}; ${describeFields(root, missing, MAX_LENGTH - text.length)}`;
}

const cut = (path: string): string => (path.length > MAX_PATH_LENGTH ? `${path.slice(0, MAX_PATH_LENGTH - 1)}…` : path);

/** The fields at the deepest place that all missing paths have in common and that has any. */
function describeFields(root: Outline, missing: readonly MissingPath[], maxLength: number): string {
  const [first, ...others] = missing.map(({ keys, found }) => keys.slice(0, found));
  let place = first ?? [];
  for (const other of others) {
    const end = place.findIndex((key, index) => key !== other[index]);
    if (end !== -1) place = place.slice(0, end);
  }
  while (place.length > 0 && partsAt(root, place).every(({ fields }) => fields.size === 0)) place = place.slice(0, -1);
  const parts = partsAt(root, place);
  const name = place.length === 0 ? 'the response' : `'${cut(place.join('.'))}'`;
  const fields = merge(parts);
  if (fields.size === 0) return `${name} ${parts.some(({ isList }) => isList) ? 'is an empty list' : 'has no fields'}`;
  for (let depth = MAX_SHOWN_DEPTH; depth > 1; depth -= 1) {
    const listed = list(fields, depth);
    if (listed.length <= maxLength) return `${name} has: ${listed}`;
  }
  const names = [...fields.keys()];
  const listed = names.slice(0, MAX_LISTED).map(cut).join(', ');
  return `${name} has: ${listed}${names.length > MAX_LISTED ? `, and ${names.length - MAX_LISTED} more` : ''}`;
}

/** Levels of nested fields that are shown if there is room. */
const MAX_SHOWN_DEPTH = 4;
/** Fields of one level that are shown if the nested ones do not fit. */
const MAX_LISTED = 30;

/** `id, rows[] { id, owner { name } }`, as a definition's `returns` shows it. */
const list = (fields: ReadonlyMap<string, Outline>, depth: number): string =>
  [...fields]
    .map(([key, { fields: inner, isList }]) => {
      const nested = depth > 1 && inner.size > 0 ? ` { ${list(inner, depth - 1)} }` : '';
      return `${key}${isList ? '[]' : ''}${nested}`;
    })
    .join(', ');

/** The parts that a path leads to; `*` stands for every key. */
function partsAt(root: Outline, keys: readonly string[]): Outline[] {
  let parts = [root];
  for (const key of keys) {
    parts = parts.flatMap(({ fields }) => {
      const part = fields.get(key);
      if (part) return [part];
      return key === '*' ? [...fields.values()] : [];
    });
  }
  return parts;
}

const merge = (parts: readonly Outline[]): Map<string, Outline> => new Map(parts.flatMap(({ fields }) => [...fields]));

/** A path that the response has: as `fields` takes it, and its keys. */
interface ExistingPath {
  path: string;
  keys: readonly string[];
}

/** Existing paths that missing ones are compared with, those with few keys first. */
const MAX_EXISTING = 500;

function pathsIn(root: Outline): ExistingPath[] {
  const found: ExistingPath[] = [];
  let level: (ExistingPath & { outline: Outline })[] = [{ path: root.isList ? '[]' : '', keys: [], outline: root }];
  while (level.length > 0 && found.length < MAX_EXISTING) {
    level = level.flatMap(({ path, keys, outline }) =>
      [...outline.fields].map(([key, inner]) => ({
        path: `${path === '' ? '' : `${path}.`}${key}${inner.isList ? '[]' : ''}`,
        keys: [...keys, key],
        outline: inner,
      })),
    );
    for (const { path, keys } of level) found.push({ path, keys });
  }
  return found.slice(0, MAX_EXISTING);
}

/**
 * The path that ends with the most of the same keys, and shares the most others; or else the one beside it with a similar
 * last key.
 */
function nearestPath(keys: readonly string[], existing: readonly ExistingPath[]): string | undefined {
  const last = keys.at(-1);
  if (last === undefined) return undefined;
  const wanted = keys.map(normalize);
  let best: { path: string; score: number } | undefined;
  for (const { path, keys: candidate } of existing) {
    const own = candidate.map(normalize);
    const common = commonEnd(wanted, own);
    if (common === 0) continue;
    const score = common * 10 + own.filter((key) => wanted.includes(key)).length * 2 - own.length;
    if (!best || score > best.score) best = { path, score };
  }
  if (best) return best.path;
  const beside = existing.filter(
    ({ keys: candidate }) =>
      candidate.length === keys.length && candidate.slice(0, -1).every((key, index) => key === keys[index]),
  );
  const name = nearest(
    last,
    beside.map(({ keys: candidate }) => candidate.at(-1) ?? ''),
  );
  return beside.find(({ keys: candidate }) => name !== undefined && candidate.at(-1) === name)?.path;
}

const normalize = (key: string): string => key.toLowerCase().replaceAll(/[^a-z0-9*]/g, '');

/** How many keys two paths have in common at their ends. */
function commonEnd(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < Math.min(a.length, b.length) && a.at(-1 - count) === b.at(-1 - count)) count += 1;
  return count;
}
