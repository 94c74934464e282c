/**
 * Answers as the output schemas of tools. Clients check results against them and drop those that do not fit, so a schema
 * says no more than what kind of value a member is: nothing is required, and objects have other members, too.
 */
import { z } from 'zod';
import { formsOf } from '../tools/answer-parts.js';
import type { Definition } from '../tools/define.js';
import type { JsonSchema } from '../tools/input.js';
import { ITEMS, NOTES } from '../tools/result-members.js';
import { type AnswerMember, answerTree } from './answer-type.js';
import { isSchemaNode, type SchemaNode } from './schema-node.js';
import type { ListedSchemas } from './tool-list.js';

/** Characters of the answer's type as text, of which a listed schema shows as much: about 100 tokens. */
const BUDGET = 340;
/** The same if a newer tool serves the same need. */
const SUPERSEDED_BUDGET = 200;

const answerSchemas = new WeakMap<() => z.core.$ZodType, SchemaNode>();

/** The whole answer of a definition as JSON Schema. Its root may be a list. Made on first use, then cached. */
export function answerSchema({ answer }: Pick<Definition, 'answer'>): SchemaNode {
  const cached = answerSchemas.get(answer);
  if (cached) return cached;
  const schema = toSchema(answer(), Number.POSITIVE_INFINITY);
  answerSchemas.set(answer, schema);
  return schema;
}

/** The output schema of a definition's tool, for `tools/list`. A long one is abbreviated, unless it is to be whole. */
export function outputSchema(definition: Definition, schemas: ListedSchemas): JsonSchema {
  if (schemas === 'whole') return toOutputSchema(answerSchema(definition));
  const budget = definition.supersededBy === undefined ? BUDGET : SUPERSEDED_BUDGET;
  return toOutputSchema(toSchema(definition.answer(), budget));
}

/** A root that holds notes, too, and any error in place of the answer. A list becomes a member. */
function toOutputSchema(answer: SchemaNode): JsonSchema {
  if (answer['type'] !== 'object') return withNotes({ [ITEMS]: answer });
  const { error: _, ...members } = isSchemaNode(answer['properties']) ? answer['properties'] : {};
  return withNotes(members);
}

/** An open object with these members and notes. */
export const withNotes = (members: SchemaNode): JsonSchema => ({
  type: 'object',
  properties: { ...members, [NOTES]: { type: 'array', items: { type: 'string' } } },
  additionalProperties: true,
});

const toSchema = (answer: z.core.$ZodType, budget: number): SchemaNode =>
  schemaOf(answer, answerTree(answer, budget).members);

/** @param members - those that are shown of the object in it, or of its rows */
function schemaOf(schema: z.core.$ZodType, members: readonly AnswerMember[] | undefined): SchemaNode {
  const forms = formsOf(schema);
  if (forms.some((form) => form instanceof z.ZodUnknown)) return {};
  const types = [...new Set(forms.flatMap(typesOf))];
  const [element, ...others] = forms.flatMap((form) => (form instanceof z.ZodArray ? [form.element] : []));
  const items = element && schemaOf(others.length === 0 ? element : z.union([element, ...others]), members);
  // One row that may come without its list has the members that are shown in the list.
  const isObject = types.includes('object') && !items;
  return {
    type: types.length === 1 ? types.join('') : types,
    ...(items && Object.keys(items).length > 0 && { items }),
    // The members of a table are those of its values.
    ...(isObject &&
      members &&
      forms.some((form) => form instanceof z.ZodObject) && { properties: propertiesOf(members) }),
    ...(isObject && { additionalProperties: true }),
  };
}

const propertiesOf = (members: readonly AnswerMember[]): SchemaNode =>
  Object.fromEntries(members.map(({ name, schema, node }) => [name, orNull(schemaOf(schema, node.members))]));

const orNull = ({ type, ...rest }: SchemaNode): SchemaNode =>
  type === undefined ? rest : { type: [...(Array.isArray(type) ? type : [type]), 'null'], ...rest };

/** The kinds of values that a form has. Numbers also come as text, and long ones always do. */
function typesOf(form: z.core.$ZodType): readonly string[] {
  if (form instanceof z.ZodArray) return ['array'];
  if (form instanceof z.ZodObject || form instanceof z.ZodRecord) return ['object'];
  if (form instanceof z.ZodEnum || form instanceof z.ZodString) return ['string'];
  if (form instanceof z.ZodLiteral) return [...form.values].map((value) => typeof value);
  const type = z.globalRegistry.get(form)?.['type'];
  if (type === 'integer' || type === 'number') return ['number', 'string'];
  if (type === 'boolean') return ['boolean'];
  if (form instanceof z.ZodCustom && type === 'string') return kindsAccepted(form);
  throw new Error(`An answer has a form without a type: ${form._zod.def.type}`);
}

const EXAMPLES = { number: 1, boolean: true, object: {}, array: [] };

/** The schemas of some builders mention text only, but accept other kinds, too. */
const kindsAccepted = (form: z.ZodCustom): string[] => [
  'string',
  ...Object.entries(EXAMPLES).flatMap(([kind, example]) => (form.safeParse(example).success ? [kind] : [])),
];
