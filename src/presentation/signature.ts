/** A tool's arguments as TypeScript-like text: in one line for a list of tools found, in full for one tool. */

import type { Definition } from '../tools/define.js';
import { inputJsonSchema, type Json } from '../tools/input.js';
import { isNode, type Node } from './abbreviate.js';

/** Characters of a signature: at most 180 tokens; half the tools need less than 60. */
export const SIGNATURE_BUDGET = 480;

/** What stands where parts are left out, followed by how many. */
export const LEFT_OUT = '…+';

/** How much of a schema is written. */
interface View {
  /** Values of an enum; those beyond are counted. */
  values: number;
  /** Levels of objects, the arguments being the first; a deeper one is called `object`. */
  levels: number;
  /** The optional parts that are written; without it, all. `in short`: nothing inside, and few values. */
  shown?: Map<Json, 'in full' | 'in short'>;
  /** One part a line, with its description. */
  lines?: boolean;
}

const FEW = 3;
const WHOLE: View = { values: Infinity, levels: Infinity };
/** What is tried in turn until the needed parts fit: fewer values of enums, then fewer levels. */
const SHORTER: readonly View[] = [
  { values: 6, levels: Infinity },
  { values: FEW, levels: Infinity },
  { values: FEW, levels: 5 },
  { values: FEW, levels: 4 },
  { values: FEW, levels: 3 },
  { values: FEW, levels: 2 },
];

/**
 * One line such as `coupon_issue(body: { seriesId: number, reason?: "A" | "B" })`: required parts first. Numbers and
 * booleans that may also be text appear as numbers and booleans; what a definition says to leave out is not shown.
 *
 * Where all does not fit into `budget` characters, enums are shortened, then optional parts are counted (`…+7`), the
 * last in the definition's order first. A required argument and a required part of the body are always named, even
 * beyond the budget.
 */
export function signature(definition: Definition, budget = SIGNATURE_BUDGET): string {
  const schema = inputJsonSchema(definition);
  const write = (view: View): string => `${definition.tool}(${parts(schema, view, 1).join(', ')})`;
  const fits = (view: View): boolean => write(view).length <= budget;

  const everything = [WHOLE, { ...WHOLE, values: 12 }, { ...WHOLE, values: 6 }].find(fits);
  if (everything) return write(everything);
  const needed = SHORTER.find((view) => fits({ ...view, shown: new Map() })) ?? SHORTER.at(-1) ?? WHOLE;
  const shown: View['shown'] = new Map();
  const view = { ...needed, shown };
  for (const { part, within } of byImportance(schema)) {
    if (within !== undefined && shown.get(within) !== 'in full') continue;
    shown.set(part, 'in full');
    if (!fits(view)) shown.set(part, 'in short');
    if (!fits(view)) shown.delete(part);
  }
  return write(view);
}

/**
 * All there is to know before a call: every argument in a line of its own with its description, then what is returned,
 * limits, authentication, the endpoint, what supersedes it, and how sure the definition is.
 */
export function detail(definition: Definition): string {
  const { tool, returns, limits, auth, method, path, accessGroup, supersededBy, confidence } = definition;
  const view = { ...WHOLE, lines: true };
  const lines = parts(inputJsonSchema(definition), view, 1).map((line) => `\n  ${line}`);
  const known = Object.entries(limits).map(([kind, limit]) => `${kind}: ${limit}`);
  return [
    lines.length > 0 ? `${tool}(${lines.join('')}\n)` : `${tool}()`,
    `Returns: ${returns}`,
    ...(known.length > 0 ? [`Limits: ${known.join('; ')}`] : []),
    ...(auth === 'any' ? [] : [`Auth: ${AUTH[auth]}`]),
    `Endpoint: ${method} ${path}, access group ${accessGroup ?? 'none'}`,
    ...(supersededBy === undefined ? [] : [`Superseded by: ${supersededBy}`]),
    ...(confidence === 'documented' ? [] : [`Confidence: ${confidence}`]),
  ].join('\n');
}

const AUTH = { oauth: 'OAuth only', basic: 'Basic only', admin: 'admin key' };

interface Part {
  name: string;
  optional: boolean;
  schema: Json;
}

/** An object's parts, required ones first. */
function partsOf(schema: Node): Part[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const all = Object.entries(isNode(schema['properties']) ? schema['properties'] : {}).map(([name, part]) => ({
    name,
    optional: !required.includes(name),
    schema: part,
  }));
  return [...all.filter(({ optional }) => !optional), ...all.filter(({ optional }) => optional)];
}

/** The parts as written, `…+3` at the end for three that are not. */
function parts(schema: Node, view: View, level: number): string[] {
  const all = partsOf(schema).filter((part) => view.lines || !(part.optional && isToLeaveOut(part.schema)));
  const kept = all.filter(({ optional, schema: part }) => !optional || !view.shown || view.shown.has(part));
  const written = kept.map(({ name, optional, schema: part }) => {
    const inShort = view.shown?.get(part) === 'in short' && { levels: level, values: FEW };
    const label = IDENTIFIER.test(name) ? name : JSON.stringify(name);
    const text = `${label}${optional ? '?' : ''}: ${type(part, { ...view, ...inShort }, level)}`;
    return view.lines ? commented(text, part) : text;
  });
  const rest = all.length - kept.length;
  return rest > 0 ? [...written, `${LEFT_OUT}${rest}`] : written;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** Parts that the API has and nobody should give, such as the answer's format. */
const isToLeaveOut = (schema: Json): boolean => /(^|; )leave out(:|$)/i.test(about(schema));

function type(schema: Json | undefined, view: View, level: number): string {
  if (!isNode(schema)) return 'unknown';
  if (isFile(schema)) return FILE;
  const { const: constant, enum: values, anyOf, items, properties, additionalProperties } = schema;
  if (constant !== undefined) return JSON.stringify(constant);
  if (Array.isArray(values)) return enumeration(values, view);
  if (Array.isArray(anyOf)) return [...new Set(anyOf.map((each) => type(each, view, level)))].join(' | ');
  if (isNode(properties)) return object(schema, view, level);
  if (schema['type'] === 'array') {
    const item = type(items, view, level);
    const single = isNode(items) && isNode(items['properties']);
    return single || !item.includes(' | ') ? `${item}[]` : `(${item})[]`;
  }
  if (isNode(additionalProperties)) return `Record<string, ${type(additionalProperties, view, level)}>`;
  const types = [schema['type'] ?? 'unknown'].flat();
  return types.map((name) => plain(String(name), about(schema), view)).join(' | ');
}

function object(schema: Node, view: View, level: number): string {
  if (level >= view.levels) return 'object';
  const inside = parts(schema, view, level + 1);
  if (inside.length === 0) return 'object';
  if (!view.lines) return `{ ${inside.join(', ')} }`;
  const indent = '  '.repeat(level);
  return `{${inside.map((line) => `\n${indent}  ${line}`).join('')}\n${indent}}`;
}

const FILE = '{ filename, contentType?, text | base64 }';
const isFile = ({ properties }: Node): boolean =>
  isNode(properties) && 'filename' in properties && 'base64' in properties;

function enumeration(values: readonly Json[], view: View): string {
  const all = values.map((each) => JSON.stringify(each));
  const rest = all.length - view.values;
  return (rest > 1 ? [...all.slice(0, view.values), `${LEFT_OUT}${rest}`] : all).join(' | ');
}

/** JSON Schema does not tell a date from other text or numbers; the form to write is known from the description. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/epoch milliseconds/i, 'epochMilliseconds'],
  [/ISO 8601|YYYY-MM-DDT/i, 'dateTime'],
  [/YYYY-MM-DD HH:MM:SS/i, '"YYYY-MM-DD HH:MM:SS"'],
  [/YYYY-MM-DD/, 'date'],
];
/** Values at the end of a description, as `commaList` puts them; in a signature they are all that tells them. */
const VALUES_TOLD = /^[^(]*: (\w+(?:, \w+)+)$/;

function plain(name: string, description: string, view: View): string {
  if (name === 'object') return 'Record<string, unknown>';
  const told = name === 'string' ? VALUES_TOLD.exec(description)?.[1] : undefined;
  if (told !== undefined && !view.lines) return enumeration(told.split(', '), view);
  const form = FORMS.find(([pattern]) => pattern.test(description))?.[1];
  if (form !== undefined && ['string', 'number', 'integer'].includes(name)) return form;
  return name === 'integer' ? 'number' : name;
}

/** The description, which stands at the list, at its items or at one of several forms. */
function about(schema: Json | undefined): string {
  if (!isNode(schema)) return '';
  if (typeof schema['description'] === 'string') return schema['description'];
  const inside = Array.isArray(schema['anyOf']) ? schema['anyOf'] : [schema['items']];
  return inside.map(about).find((each) => each !== '') ?? '';
}

/** The text with the description at the end of its first line. */
function commented(text: string, schema: Json): string {
  const comment = [about(schema), ...bounds(schema)].filter((each) => each !== '').join('; ');
  if (comment === '') return text;
  const [first, ...others] = text.split('\n');
  return [`${first} // ${comment}`, ...others].join('\n');
}

/** The bounds that the description does not tell already. */
function bounds(schema: Json): string[] {
  if (!isNode(schema)) return [];
  const { minimum, maximum, maxLength, minItems, maxItems } = schema;
  const told = [
    [minimum === 0 || minimum === 1 ? undefined : minimum, 'at least', ''],
    [maximum, 'at most', ''],
    [maxLength, 'at most', ' characters'],
    [minItems, 'at least', ' items'],
    [maxItems, 'at most', ' items'],
  ] as const;
  return told.flatMap(([bound, words, what]) =>
    bound === undefined || about(schema).includes(String(bound)) ? [] : [`${words} ${bound}${what}`],
  );
}

interface Candidate {
  part: Json;
  /** The optional part that this one lies in. */
  within: Json | undefined;
  rank: number;
}

/** Headers are seldom needed; their names alone have hyphens. */
const LAST = 1000;

/** The optional parts, by their places in their objects: the first of each object, then the second of each … */
function byImportance(schema: Node): Candidate[] {
  const found: Candidate[] = [];
  const visit = (json: Json | undefined, within: Json | undefined, rank: number): void => {
    if (!isNode(json)) return;
    let place = rank;
    for (const { name, optional, schema: part } of partsOf(json)) {
      if (!optional) visit(part, within, rank);
      else {
        found.push({ part, within, rank: name.includes('-') ? LAST : place });
        place += 1;
        visit(part, part, place);
      }
    }
    visit(json['items'], within, rank);
    visit(json['additionalProperties'], within, rank);
    if (Array.isArray(json['anyOf'])) for (const each of json['anyOf']) visit(each, within, rank);
  };
  visit(schema, undefined, 0);
  return found.sort((one, other) => one.rank - other.rank);
}
