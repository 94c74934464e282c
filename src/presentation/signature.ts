/** A tool's arguments as TypeScript-like text: on one line for search results, or in full for a single tool. */

import { type Definition, risk } from '../tools/define.js';
import { inputJsonSchema, type Json } from '../tools/input.js';
import { formatAnswerType } from './answer-type.js';
import { factOf } from './facts.js';
import {
  dateFormatOf,
  defaultOf,
  descriptionOf,
  isSchemaNode,
  isToLeaveOut,
  type SchemaNode,
  valuesInDescription,
} from './schema-node.js';
import { createSourceMark, describeSource, type IsEnabled } from './sources.js';
import { nameRepeatedTypes, schemasByName, type TypeNames } from './type-names.js';

/** Maximum characters of a signature: at most 180 tokens; half of the tools need fewer than 60. */
export const SIGNATURE_BUDGET = 480;
/** The same in a list of results, best first: the best one is mostly right, and should need no look-up. */
export const SIGNATURE_BUDGETS = [1_200, 560, 440, 240, 140] as const;
/** Maximum characters of facts about arguments, in addition to these. */
export const FACT_BUDGETS = [320, 120, 0] as const;

/** Marks omitted parts, followed by their number. */
export const OMISSION_MARK = '…+';

/** How much of a schema is written. */
interface View {
  /** Maximum enum values to write; the others are counted. */
  values: number;
  /** Maximum levels of objects, the arguments being the first; deeper ones are written as `object`. */
  levels: number;
  /** The optional parts to write; all if absent. A `brief` part is written without its inside and with few values. */
  optional?: Map<Json, 'full' | 'brief'>;
  /** Whether each part has its own line, with its description. */
  multiline?: boolean;
  /** Types that are written elsewhere, and here only named. */
  names?: TypeNames;
  /** Names the tool that returns the value of a required part. */
  markSource?: (part: Json) => string;
  /** Writes what a call must know of a part besides its name and type. */
  markFact?: (part: Json, optional: boolean) => string;
  /** Describes where the value of a part comes from, besides its description. */
  describeSource?: (part: Json, description: string) => string;
}

const MIN_VALUES = 3;
const FULL_VIEW: View = { values: Infinity, levels: Infinity };
/** Tried in turn until the required parts fit: first fewer enum values, then fewer levels. */
const SHORTER_VIEWS: readonly View[] = [
  { values: 6, levels: Infinity },
  { values: MIN_VALUES, levels: Infinity },
  { values: MIN_VALUES, levels: 5 },
  { values: MIN_VALUES, levels: 4 },
  { values: MIN_VALUES, levels: 3 },
  { values: MIN_VALUES, levels: 2 },
];

/**
 * One line such as `coupon_issue(body: { seriesId: number, reason?: "A" | "B" })`, with required parts first. Numbers
 * and booleans that may also be text appear as numbers and booleans. Parts that the definition says to leave out are not
 * shown.
 *
 * If the line does not fit into `budget` characters, enums are shortened; then optional parts are omitted and counted
 * (`…+7`), starting with the last in the definition's order. Required arguments and required parts of the body are
 * always named, even if they exceed the budget.
 *
 * If there is room, required ids name the tool that returns them: `storeId: number /* organization_get_stores *\/`, and
 * optional parts their default: `size?: number = 10`.
 *
 * @param isEnabled - whether a tool may be named
 * @param names - types that are written elsewhere
 * @param factBudget - maximum characters of facts about arguments, in addition to the budget
 */
export function formatSignature(
  definition: Definition,
  budget = SIGNATURE_BUDGET,
  isEnabled: IsEnabled = () => true,
  names: TypeNames = new Map(),
  factBudget = 0,
): string {
  const plain = chooseView(definition, budget, names);
  const marked = { ...plain, markSource: createSourceMark(definition, isEnabled) };
  const view = writeSignature(definition, marked).length <= budget ? marked : plain;
  if (factBudget === 0) return writeSignature(definition, view);
  const facts = chooseFacts(definition, view, factBudget);
  // The marks of sources are written only once, so each writing needs its own.
  const fresh = view.markSource ? { ...view, markSource: createSourceMark(definition, isEnabled) } : view;
  return writeSignature(definition, { ...fresh, markFact: (part) => facts.get(part) ?? '' });
}

const isSwitch = (part: Json): boolean => isSchemaNode(part) && part['type'] === 'boolean';

/**
 * The facts of the parts that are shown, as many as fit: first those of required parts, last those of optional switches,
 * whose names mostly say enough. Each is said once.
 */
function chooseFacts(definition: Definition, view: View, budget: number): Map<Json, string> {
  const shown: { part: Json; rank: number }[] = [];
  const { markSource: _, ...plain } = view;
  writeSignature(definition, {
    ...plain,
    markFact: (part, optional) => {
      shown.push({ part, rank: optional ? (isSwitch(part) ? 2 : 1) : 0 });
      return '';
    },
  });
  const facts = new Map<Json, string>();
  const said = new Set<string>();
  let remaining = budget;
  for (const { part } of shown.sort((a, b) => a.rank - b.rank)) {
    const fact = factOf(part);
    if (fact === undefined || said.has(fact)) continue;
    const comment = ` /* ${fact} */`;
    if (comment.length > remaining) continue;
    said.add(fact);
    facts.set(part, comment);
    remaining -= comment.length;
  }
  return facts;
}

const writeSignature = (definition: Definition, view: View): string =>
  `${definition.tool}(${writeParts(inputJsonSchema(definition), view, 1).join(', ')})`;

/** As much of the schema as fits. */
function chooseView(definition: Definition, budget: number, names: TypeNames): View {
  const lengthOf = (view: View): number => writeSignature(definition, view).length;
  const fits = (view: View): boolean => lengthOf(view) <= budget;

  const whole = { ...FULL_VIEW, names };
  const complete = [whole, { ...whole, values: 12 }, { ...whole, values: 6 }].find(fits);
  if (complete) return complete;
  const requiredOnly =
    SHORTER_VIEWS.find((view) => fits({ ...view, names, optional: new Map() })) ?? SHORTER_VIEWS.at(-1) ?? FULL_VIEW;
  const optional: View['optional'] = new Map();
  const view = { ...requiredOnly, names, optional };
  let length = lengthOf(view);
  /** Adds a part if it fits. */
  const add = (part: Json, form: 'full' | 'brief'): boolean => {
    optional.set(part, form);
    const next = lengthOf(view);
    if (next <= budget) length = next;
    else optional.delete(part);
    return next <= budget;
  };
  for (const { part, parent, name } of byImportance(inputJsonSchema(definition))) {
    if (parent !== undefined && optional.get(parent) !== 'full') continue;
    // Not even its name would fit; to write all parts only to see that would take too long for large bodies.
    if (length + name.length + MIN_PART_LENGTH > budget) continue;
    if (!add(part, 'full')) add(part, 'brief');
  }
  return view;
}

/** What a part adds to its name at least: `?: any` in place of a count of omitted parts. */
const MIN_PART_LENGTH = 2;

/** Signatures that are shown together. */
export interface Signatures {
  /** One for each definition. */
  lines: string[];
  /** The enums that they share, such as `Source = "INSTORE" | "WEBSITE"`. */
  types: string[];
}

/**
 * Writes signatures as {@link formatSignature} does, each with its budget.
 *
 * @param isEnabled - whether a tool may be named
 * @param enums - `shared`: a long enum that several contain is written only once, and has a name
 */
export function formatSignatures(
  signatures: readonly { definition: Definition; budget: number; factBudget?: number }[],
  isEnabled: IsEnabled = () => true,
  enums: 'shared' | 'inline' = 'shared',
): Signatures {
  const write = (names: TypeNames): string[] =>
    signatures.map(({ definition, budget, factBudget }) =>
      formatSignature(definition, budget, isEnabled, names, factBudget),
    );
  const schemas = enums === 'shared' ? signatures.map(({ definition }) => inputJsonSchema(definition)) : [];
  const names = nameRepeatedTypes(schemas, longEnumKey);
  if (names.size === 0) return { lines: write(names), types: [] };
  const drafts = write(names);
  const text = drafts.join('\n');
  // What is omitted, or a name that occurs only once, is not worth a line of its own.
  const used = new Map([...names].filter(([, name]) => text.split(`: ${name}`).length > 2));
  return {
    lines: used.size === names.size ? drafts : write(used),
    types: schemasByName(used).map(([name, schema]) => `${name} = ${writeWholeType(schema, FULL_VIEW, 1)}`),
  };
}

/** Shorter enums are written wherever they occur. */
const MIN_NAMED_LENGTH = 40;

function longEnumKey(schema: SchemaNode): string | undefined {
  const values = Array.isArray(schema['enum']) ? schema['enum'].map(String) : valuesInDescription(schema);
  const key = values?.sort().join(' | ') ?? '';
  return key.length < MIN_NAMED_LENGTH ? undefined : key;
}

/** What else is known about a tool that is described. */
export interface ToolContext {
  /** How to call it; follows its risk class. */
  call?: string;
  /** Arguments of a call that works. */
  example?: Readonly<Record<string, unknown>>;
  /** Whether a tool may be named as the source of an argument; all may by default. */
  isEnabled?: IsEnabled;
}

/**
 * Everything an agent can know before a call: how to call the tool, what it does, each argument on its own line with its
 * description, then the type of the answer, an example, limits, authentication, the endpoint, the tool that supersedes it,
 * and the confidence of the definition. The first line is the tool's name and `(`, as in a list of results.
 */
export function describeTool(
  definition: Definition,
  { call, example, isEnabled = () => true }: ToolContext = {},
): string {
  const { tool, summary, limits, auth, supersededBy, confidence } = definition;
  const schema = inputJsonSchema(definition);
  const names = nameRepeatedTypes([schema], longTypeKey);
  const view: View = {
    ...FULL_VIEW,
    multiline: true,
    names,
    describeSource: (part, description) => describeSource(definition, part, description, isEnabled),
  };
  const lines = writeParts(schema, view, 1).map((line) => `\n  ${line}`);
  const limitTexts = Object.entries(limits).map(([kind, limit]) => `${kind}: ${limit}`);
  return [
    lines.length > 0 ? `${tool}(…)` : `${tool}()`,
    ...(call === undefined ? [] : [`  ${call}`]),
    `  ${summary}`,
    ...(lines.length > 0 ? [`Arguments:${lines.join('')}`] : []),
    ...schemasByName(names).map(([name, type]) => `${name} = ${writeWholeType(type, view, 0)}`),
    `Returns: ${formatAnswerType(definition.answer(), risk(definition) === 'read' ? ANSWER_BUDGET : WRITE_ANSWER_BUDGET)}`,
    ...(example === undefined ? [] : [`Example: ${JSON.stringify(example)}`]),
    ...(limitTexts.length > 0 ? [`Limits: ${limitTexts.join('; ')}`] : []),
    ...(auth === 'any' ? [] : [`Auth: ${AUTH_LABELS[auth]}`]),
    originOf(definition),
    ...(supersededBy === undefined ? [] : [`Superseded by: ${supersededBy}`]),
    ...(confidence === 'documented' ? [] : [`Confidence: ${confidence}`]),
  ].join('\n');
}

/** What a call of the tool requests. */
const originOf = ({ composition, method, path, accessGroup }: Definition): string =>
  composition
    ? `Composed of: ${composition.reads.join(', ')}`
    : `Endpoint: ${method} ${path}, access group ${accessGroup ?? 'none'}`;

/** Long enums, and objects that are not written in one line anyway. The description is written at each property. */
function longTypeKey({ description, ...type }: SchemaNode): string | undefined {
  if (!Array.isArray(type['enum']) && !isSchemaNode(type['properties'])) return undefined;
  const key = JSON.stringify(type);
  return key.length < 2 * MIN_NAMED_LENGTH || isFile(type) ? undefined : key;
}

/** Characters of an answer's type, about 200 tokens: the paths for `fields`. */
const ANSWER_BUDGET = 800;
/** What a write answers is small, and is read whole. */
const WRITE_ANSWER_BUDGET = 400;

const AUTH_LABELS = { oauth: 'OAuth only', basic: 'Basic only', admin: 'admin key' };

interface Part {
  name: string;
  optional: boolean;
  schema: Json;
}

/** An object's parts, required ones first. */
function partsOf(schema: SchemaNode): Part[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const parts = Object.entries(isSchemaNode(schema['properties']) ? schema['properties'] : {}).map(([name, part]) => ({
    name,
    optional: !required.includes(name),
    schema: part,
  }));
  return [...parts.filter(({ optional }) => !optional), ...parts.filter(({ optional }) => optional)];
}

/** The parts as text; if three are omitted, the last is `…+3`. */
function writeParts(schema: SchemaNode, view: View, level: number): string[] {
  const parts = partsOf(schema).filter((part) => view.multiline || !(part.optional && isToLeaveOut(part.schema)));
  const kept = parts.filter(({ optional, schema: part }) => !optional || !view.optional || view.optional.has(part));
  const texts = kept.map(({ name, optional, schema: part }) => {
    const brief = view.optional?.get(part) === 'brief' && { levels: level, values: MIN_VALUES };
    const label = IDENTIFIER.test(name) ? name : JSON.stringify(name);
    const text = `${label}${optional ? '?' : ''}: ${writeType(part, { ...view, ...brief }, level)}`;
    if (view.multiline) return appendComment(text, part, view.describeSource?.(part, descriptionOf(part)) ?? '');
    const fact = view.markFact?.(part, optional) ?? '';
    if (!view.markSource) return `${text}${fact}`;
    const preset = optional ? defaultOf(part) : undefined;
    const mark = optional ? (preset === undefined ? '' : ` = ${preset}`) : view.markSource(part);
    return `${text}${mark}${fact}`;
  });
  const omitted = parts.length - kept.length;
  return omitted > 0 ? [...texts, `${OMISSION_MARK}${omitted}`] : texts;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

function writeType(schema: Json | undefined, view: View, level: number): string {
  const name = schema === undefined ? undefined : view.names?.get(schema);
  return name ?? writeWholeType(schema, view, level);
}

function writeWholeType(schema: Json | undefined, view: View, level: number): string {
  if (!isSchemaNode(schema)) return 'unknown';
  if (isFile(schema)) return FILE_TYPE;
  const { const: constant, enum: values, anyOf, items, properties, additionalProperties } = schema;
  if (constant !== undefined) return JSON.stringify(constant);
  if (Array.isArray(values)) return writeEnum(values, view);
  if (Array.isArray(anyOf)) return [...new Set(anyOf.map((each) => writeType(each, view, level)))].join(' | ');
  if (isSchemaNode(properties)) return writeObject(schema, view, level);
  if (schema['type'] === 'array') {
    const item = writeType(items, view, level);
    const isObject = isSchemaNode(items) && isSchemaNode(items['properties']);
    return isObject || !item.includes(' | ') ? `${item}[]` : `(${item})[]`;
  }
  if (isSchemaNode(additionalProperties)) return `Record<string, ${writeType(additionalProperties, view, level)}>`;
  const listed = view.multiline ? undefined : valuesInDescription(schema);
  if (listed) return writeEnum(listed, view);
  const types = [schema['type'] ?? 'unknown'].flat();
  return types.map((name) => writeBasicType(String(name), descriptionOf(schema))).join(' | ');
}

function writeObject(schema: SchemaNode, view: View, level: number): string {
  if (level >= view.levels) return 'object';
  const parts = writeParts(schema, view, level + 1);
  if (parts.length === 0) return 'object';
  if (!view.multiline) return `{ ${parts.join(', ')} }`;
  const indent = '  '.repeat(level);
  return `{${parts.map((line) => `\n${indent}  ${line}`).join('')}\n${indent}}`;
}

const FILE_TYPE = '{ filename, contentType?, text | base64 }';
const isFile = ({ properties }: SchemaNode): boolean =>
  isSchemaNode(properties) && 'filename' in properties && 'base64' in properties;

function writeEnum(values: readonly Json[], view: View): string {
  const literals = values.map((value) => JSON.stringify(value));
  const omitted = literals.length - view.values;
  return (omitted > 1 ? [...literals.slice(0, view.values), `${OMISSION_MARK}${omitted}`] : literals).join(' | ');
}

function writeBasicType(name: string, description: string): string {
  if (name === 'object') return 'Record<string, unknown>';
  const format = dateFormatOf(description);
  if (format !== undefined && ['string', 'number', 'integer'].includes(name)) return format;
  return name === 'integer' ? 'number' : name;
}

/** Appends the source of the value and its description to the first line of the text. */
function appendComment(text: string, schema: Json, source: string): string {
  const comment = [source, descriptionOf(schema), ...describeBounds(schema)].filter((each) => each !== '').join('; ');
  if (comment === '') return text;
  const [first, ...others] = text.split('\n');
  return [`${first} // ${comment}`, ...others].join('\n');
}

/** The bounds that the description does not mention. */
export function describeBounds(schema: Json): string[] {
  if (!isSchemaNode(schema)) return [];
  const { minimum, maximum, maxLength, minItems, maxItems } = schema;
  const bounds = [
    [minimum === 0 || minimum === 1 ? undefined : minimum, 'at least', ''],
    [maximum, 'at most', ''],
    [maxLength, 'at most', ' characters'],
    [minItems, 'at least', ' items'],
    [maxItems, 'at most', ' items'],
  ] as const;
  return bounds.flatMap(([bound, words, unit]) =>
    bound === undefined || descriptionOf(schema).includes(String(bound)) ? [] : [`${words} ${bound}${unit}`],
  );
}

interface Candidate {
  name: string;
  part: Json;
  /** The optional part that contains this one. */
  parent: Json | undefined;
  rank: number;
}

/** The rank of headers, which are seldom needed. Only their names have hyphens. */
const HEADER_RANK = 1000;

/** The optional parts, sorted by position: the first of each object, then the second of each, and so on. */
function byImportance(schema: SchemaNode): Candidate[] {
  const candidates: Candidate[] = [];
  const visit = (json: Json | undefined, parent: Json | undefined, rank: number): void => {
    if (!isSchemaNode(json)) return;
    let position = rank;
    for (const { name, optional, schema: part } of partsOf(json)) {
      if (!optional) visit(part, parent, rank);
      else {
        candidates.push({ name, part, parent, rank: name.includes('-') ? HEADER_RANK : position });
        position += 1;
        visit(part, part, position);
      }
    }
    visit(json['items'], parent, rank);
    visit(json['additionalProperties'], parent, rank);
    if (Array.isArray(json['anyOf'])) for (const each of json['anyOf']) visit(each, parent, rank);
  };
  visit(schema, undefined, 0);
  return candidates.sort((one, other) => one.rank - other.rank);
}
