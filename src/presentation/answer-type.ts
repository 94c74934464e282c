/** The type of an answer as TypeScript-like text of a limited length: the parts at the top first, and rows first. */
import { z } from 'zod';
import { answerPart, formsOf, isNamedAsOutcome, isWrapper } from '../tools/answer-parts.js';
import { ENTITIES } from '../tools/schemas/entities.js';
import { innerSchemas, type Leaf, ownLeaf } from '../tools/schemas/leaf.js';

/** A value of an answer, and as much of its inside as is written. */
interface AnswerNode {
  /** What has the members. */
  schema: z.core.$ZodType;
  /** What it may be apart from an object: `string`, or nothing. */
  otherwise: readonly string[];
  /** What stands around the object: `[]` after it for each level of a list, or `Record<string, ` and `>`. */
  around: readonly [string, string];
  /** Whether one row may come without its list. */
  isListOrOne: boolean;
  hasMembers: boolean;
  comment: string;
  /** Absent if only `object` is written. */
  members?: AnswerMember[];
  omitted: number;
}

export interface AnswerMember {
  name: string;
  schema: z.core.$ZodType;
  /** The name and a colon. */
  label: string;
  node: AnswerNode;
}

/**
 * Writes what an answer holds, such as `{ data: { id: number, name: string }[] }`. Every member may be missing or null. What
 * only reports how the call went is left out. Level by level, members are written as long as there is room: deeper objects
 * are then `object`, and members that do not fit are counted (`… 7 more`).
 *
 * @param budget - the maximum number of characters
 */
export function formatAnswerType(answer: z.core.$ZodType, budget: number): string {
  return write(answerTree(answer, budget));
}

/** The same on several lines of at most `width` characters, with one member per line that needs several. */
export function layOutAnswerType(answer: z.core.$ZodType, budget: number, width: number): string {
  return layOut({ label: '', node: answerTree(answer, budget) }, '', width).join('\n');
}

/** The parts of an answer that are written; all of them if the budget is infinite. */
export function answerTree(answer: z.core.$ZodType, budget: number): AnswerNode {
  const root = createNode(answer, '');
  let room = budget - write(root).length;
  const queue = [root];
  for (let node = queue.shift(); node; node = queue.shift()) {
    if (!node.hasMembers) continue;
    const { members, used } = expand(node, room);
    room -= used;
    queue.push(...members);
  }
  return root;
}

/** Writes as many members of an object as fit, instead of `object`. */
function expand(node: AnswerNode, room: number): { members: readonly AnswerNode[]; used: number } {
  const all = membersOf(node.schema, room === Number.POSITIVE_INFINITY);
  const before = write(node).length;
  const members: AnswerNode['members'] = [];
  let length = BRACES;
  for (const [index, [name, schema]] of all.entries()) {
    const member = {
      name,
      schema,
      label: `${IDENTIFIER.test(name) ? name : JSON.stringify(name)}: `,
      node: createNode(schema, name),
    };
    length += member.label.length + SEPARATOR + write(member.node).length;
    const omission = index === all.length - 1 ? 0 : MIN_OMISSION;
    if (length + omission - OBJECT.length > room) break;
    members.push(member);
  }
  if (members.length === 0) return { members: [], used: 0 };
  node.members = members;
  node.omitted = all.length - members.length;
  return { members: members.map((each) => each.node), used: write(node).length - before };
}

const OBJECT = 'object';
const BRACES = '{  }'.length;
const SEPARATOR = ', '.length;
const MIN_OMISSION = ', … 99 more'.length;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** The members to write: without those that report how the call went, unless there are no others; rows first. */
function membersOf(schema: z.core.$ZodType, withOutcomes: boolean): [string, z.core.$ZodType][] {
  const part = answerPart(schema);
  const all = [...part.members];
  const found = withOutcomes ? all : all.filter(([name, member]) => !isOutcome(name, member));
  const members = found.length > 0 ? found : all;
  if (!isWrapper(part)) return members;
  const rank = ([, member]: [string, z.core.$ZodType]): number => {
    const { members: inside, isList } = answerPart(member);
    return inside.size === 0 ? 2 : isList ? 0 : 1;
  };
  return members.sort((one, other) => rank(one) - rank(other));
}

/** `status` is mostly the state of a thing; only with a code and a message it is that of the call. */
function isOutcome(name: string, schema: z.core.$ZodType): boolean {
  if (!isNamedAsOutcome(name)) return false;
  if (name === 'warnings' || name === 'errors' || name === 'item_status') return true;
  const { members } = answerPart(schema);
  return name === 'status' && members.has('code') && members.has('message');
}

function createNode(schema: z.core.$ZodType, name: string): AnswerNode {
  const node: AnswerNode = {
    schema,
    otherwise: [],
    around: ['', ''],
    isListOrOne: false,
    hasMembers: false,
    comment: commentOn(schema, name),
    omitted: 0,
  };
  const texts = new Set<string>();
  const levels = new Set<number>();
  const records: Table[] = [];
  const visit = (part: z.core.$ZodType, level: number): void => {
    for (const form of formsOf(part)) {
      if (form instanceof z.ZodArray) visit(form.element, level + 1);
      else if (form instanceof z.ZodObject && Object.keys(form.shape).length > 0) {
        node.hasMembers = true;
        levels.add(level);
      } else {
        if (form instanceof z.ZodRecord) records.push({ value: form.valueType, level });
        texts.add(`${writeValue(form, name)}${'[]'.repeat(level)}`);
      }
    }
  };
  visit(schema, 0);
  node.around = ['', '[]'.repeat(Math.max(0, ...levels))];
  node.isListOrOne = levels.size > 1;
  const [record] = records;
  if (record && records.length === texts.size && !node.hasMembers) {
    const inside = createRecordNode(record, node.comment);
    if (inside) return inside;
  }
  node.otherwise =
    texts.has('unknown') && !node.hasMembers ? ['unknown'] : [...texts].filter((each) => each !== 'unknown');
  return node;
}

/** A record, and how many lists are around it. */
interface Table {
  value: z.core.$ZodType;
  level: number;
}

/** A record as its values, if these are objects. */
function createRecordNode({ value, level }: Table, comment: string): AnswerNode | undefined {
  const inside = createNode(value, '');
  if (!inside.hasMembers || inside.otherwise.length > 0) return undefined;
  const [before, after] = inside.around;
  return { ...inside, comment, around: [`Record<string, ${before}`, `${after}>${'[]'.repeat(level)}`] };
}

function write(node: AnswerNode): string {
  const { before, after } = writeAround(node);
  return `${before}${node.hasMembers ? writeObject(node) : ''}${after}`;
}

function writeObject(node: AnswerNode): string {
  return node.members ? `{ ${writeMembers(node).join(', ')} }` : OBJECT;
}

const writeMembers = ({ members = [], omitted }: AnswerNode): string[] => [
  ...members.map(({ label, node }) => `${label}${write(node)}`),
  ...(omitted > 0 ? [`… ${omitted} more`] : []),
];

/** What stands before and after the object, if there is one. */
function writeAround({ hasMembers, otherwise, around, isListOrOne, comment }: AnswerNode): {
  before: string;
  after: string;
} {
  if (!hasMembers) return { before: '', after: `${otherwise.join(' | ')}${comment}` };
  const others = otherwise.map((each) => ` | ${each}`).join('');
  return { before: around[0], after: `${around[1]}${isListOrOne ? ' /* or one */' : ''}${others}${comment}` };
}

/** Members share a line as long as they fit on one. */
function layOut({ label, node }: Pick<AnswerMember, 'label' | 'node'>, indent: string, width: number): string[] {
  const { before, after } = writeAround(node);
  const line = `${indent}${label}${write(node)}`;
  if (!node.members || line.length < width) return [line];
  const inner = `${indent}  `;
  const lines = [`${indent}${label}${before}{`];
  let isOpen = false;
  const add = (text: string): void => {
    const last = lines.at(-1) ?? '';
    if (isOpen && last.length + text.length + SEPARATOR < width) lines[lines.length - 1] = `${last} ${text},`;
    else lines.push(`${inner}${text},`);
    isOpen = true;
  };
  for (const member of node.members) {
    const [first = '', ...others] = layOut(member, inner, width);
    if (others.length === 0) add(first.trimStart());
    else {
      lines.push(first, ...others.slice(0, -1), `${others.at(-1)},`);
      isOpen = false;
    }
  }
  if (node.omitted > 0) add(`… ${node.omitted} more`);
  return [...lines, `${indent}}${after}`];
}

function writeValue(schema: z.core.$ZodType, name: string): string {
  if (schema instanceof z.ZodRecord) return `Record<string, ${createText(schema.valueType)}>`;
  if (schema instanceof z.ZodEnum) return schema.options.map((value) => JSON.stringify(value)).join(' | ');
  if (schema instanceof z.ZodLiteral) return [...schema.values].map((value) => JSON.stringify(value)).join(' | ');
  const leaf = ownLeaf(schema);
  return (leaf && writeLeaf(leaf, name)) ?? basicType(schema);
}

const createText = (schema: z.core.$ZodType): string => write(createNode(schema, ''));

/** The name of what a value means, unless that of the member says so. */
function writeLeaf(leaf: Leaf, name: string): string | undefined {
  switch (leaf.is) {
    case 'id':
    case 'personalData':
      return undefined;
    case 'dateTime':
      return ZONED_TIMES[leaf.zone];
    case 'epoch':
      return leaf.unit === 'seconds' ? 'epochSeconds' : 'epochMilliseconds';
    case 'date':
    case 'money':
    case 'freeText':
      return leaf.is;
    case 'personIdentifier':
      return /identifier/i.test(name) ? undefined : leaf.is;
    case 'personName':
      return /name/i.test(name) ? undefined : leaf.is;
    default:
      return name.toLowerCase().includes(leaf.is) ? undefined : leaf.is;
  }
}

const ZONED_TIMES = {
  offset: 'dateTime',
  utc: 'dateTime /* UTC */',
  organization: "dateTime /* organization's time */",
  server: "dateTime /* server's time */",
} as const;

/** The name of JSON Schema, as zod keeps it in custom types, or else zod's. */
function basicType(schema: z.core.$ZodType): string {
  const custom = z.globalRegistry.get(schema)?.['type'];
  const type = typeof custom === 'string' ? custom : schema._zod.def.type;
  return type === 'integer' || type === 'int' ? 'number' : type;
}

/** What the value is the id of, unless the name of the member says so; then its description. */
function commentOn(schema: z.core.$ZodType, name: string): string {
  const forms = formsOf(schema).flatMap((form) => (form instanceof z.ZodArray ? formsOf(form.element) : [form]));
  const leaf = forms.map(ownLeaf).find((each) => each?.is === 'id');
  const noun = leaf?.is === 'id' ? ENTITIES[leaf.entity].noun : undefined;
  const about = describedAs(schema);
  const isObvious = noun === undefined || letters(name).includes(letters(noun));
  const comments = [...(isObvious ? [] : [noun]), ...(about === undefined ? [] : [about])];
  return comments.length === 0 ? '' : ` /* ${comments.join('; ')} */`;
}

/** The description of a value, or else that of its forms or of its elements. */
function describedAs(schema: z.core.$ZodType): string | undefined {
  const own = z.globalRegistry.get(schema)?.description;
  if (own !== undefined) return own;
  for (const inner of innerSchemas(schema)) {
    const found = describedAs(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

const letters = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
