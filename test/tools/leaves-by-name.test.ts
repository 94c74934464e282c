/** Arguments and members of answers whose name says what they are: they say it by their schema, too. */
import { expect, it } from 'vitest';
import { z } from 'zod';
import { formsOf } from '../../src/tools/answer-parts.js';
import { definitions } from '../../src/tools/catalogue.js';
import { inputSchema } from '../../src/tools/input.js';
import { innerSchemas, type Leaf, leafOf } from '../../src/tools/schemas/leaf.js';

const MEANINGS: readonly (readonly [RegExp, Leaf['is']])[] = [
  [/^(mobile|land_?line)$/i, 'mobile'],
  [/^email(id)?$/i, 'email'],
  [/^(first|last)_?name$/i, 'personName'],
  [/^(new)?password$|^otp$|^validation_?code$|^(access|refresh)_?token$/i, 'secret'],
  [/^(notes?|comments?|updated_comments)$/i, 'freeText'],
  [/^address/i, 'address'],
  [/identifier_?value$/i, 'personIdentifier'],
];

/** Each text or number by its path: what it should mean, and what it means. */
function* namedIn(schema: z.core.$ZodType, path: string): Generator<[string, Leaf['is'], Leaf['is'] | undefined]> {
  if (!(schema instanceof z.ZodObject)) {
    for (const each of innerSchemas(schema)) yield* namedIn(each, path);
    return;
  }
  for (const [name, member] of Object.entries<z.core.$ZodType>(schema.shape)) {
    const expected = MEANINGS.find(([pattern]) => pattern.test(name))?.[1];
    if (expected !== undefined && isText(member)) yield [`${path}.${name}`, expected, leafOf(member)?.is];
    else yield* namedIn(member, `${path}.${name}`);
  }
}

/** Also a list of them. */
const isText = (schema: z.core.$ZodType): boolean =>
  formsOf(schema).some((form) =>
    form instanceof z.ZodArray
      ? isText(form.element)
      : form instanceof z.ZodString || z.globalRegistry.get(form)?.['type'] === 'string',
  );

it.each(definitions.map((definition) => [definition.tool, definition] as const))(
  'what is named like personal data or a secret is marked as such: %s',
  (_, definition) => {
    const found = [...namedIn(inputSchema(definition), 'arguments'), ...namedIn(definition.answer(), 'answer')];
    // An id of something that exists, such as that of a customer, is an id first.
    expect(found.filter(([, expected, leaf]) => leaf !== expected && leaf !== 'id')).toEqual([]);
  },
);
