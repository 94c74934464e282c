/**
 * What a call must know of an argument that neither its name nor its type says: what its choices mean, the form of a
 * text, when it is needed. Such facts are clauses of its description.
 */
import { type Json, leafOfNode } from '../tools/input.js';
import { descriptionOf, isSchemaNode, type SchemaNode, valuesInDescription } from './schema-node.js';

/** Longer facts belong into the details of a tool. */
const MAX_LENGTH = 150;

/** When an argument is needed, or what it excludes. */
const CONDITION =
  /\b(needed|needs|required|give|or give|only with|unless|instead of|not in the past|at the earliest)\b/i;
/** The form of a text or the unit of a number. */
const FORM =
  /\bcommas?\b|\b(e\.g\.|such as|start of|as text|MD5|percent|days|hours|minutes|seconds|milliseconds)\b|-1\b|\b(?!ISO|SKU|OTP|SMS|JSON|CSV|URL|OU|EAN|API|GDPR|PII|YYYY|HH|DD|MM|SS)[A-Z][A-Z_]{2,}\b|\w:\w|[{"]|(?:^|: )\w{1,30}, \w{1,30}(?:,| or\b| …)/;
/** What the types of dates say already, and what a call fills in. */
const SAID =
  /^(ISO 8601|YYYY|epoch|default\b|a day alone|Rows to|Capillary's customer id)|\(default: the connection's\)|leave out/i;

/** @returns undefined if the name and the type say what a call needs to know */
export function factOf(part: Json): string | undefined {
  if (!isSchemaNode(part) || isSchemaNode(part['properties'])) return undefined;
  const values = valuesOf(part);
  const isFact = (clause: string): boolean =>
    CONDITION.test(clause) || (values ? mentions(clause, values) : isScalar(part) && FORM.test(clause));
  const description = descriptionOf(part);
  // The type shows the values that a description ends with.
  const clauses = (valuesInDescription(part) ? description.replace(/: [^:]*$/, '') : description)
    .split('; ')
    .filter((clause) => !SAID.test(clause) && isFact(clause));
  const fact = [...clauses, ...zoneOf(part)].join('; ');
  return fact === '' || fact.length > MAX_LENGTH ? undefined : fact;
}

const isScalar = ({ type, items }: SchemaNode): boolean =>
  type !== 'object' && type !== 'boolean' && !(type === 'array' && isSchemaNode(items) && items['type'] === 'object');

/** The choices; of a switch too. */
function valuesOf(part: SchemaNode): readonly string[] | undefined {
  const { enum: values, items, type } = part;
  if (type === 'boolean') return ['true', 'false'];
  const listed = Array.isArray(values) ? values : isSchemaNode(items) ? items['enum'] : undefined;
  return Array.isArray(listed) ? listed.map(String) : valuesInDescription(part);
}

const mentions = (clause: string, values: readonly string[]): boolean => {
  const words: readonly string[] = clause.match(/[\w-]+/g) ?? [];
  return values.some((value) => words.includes(value));
};

/** In which zone a time without an offset is understood. */
function zoneOf(part: SchemaNode): string[] {
  const leaf = leafOfNode(part);
  if (leaf?.is !== 'dateTime' || leaf.zone === 'offset') return [];
  return [leaf.zone === 'utc' ? 'UTC' : `${leaf.zone}'s time`];
}
