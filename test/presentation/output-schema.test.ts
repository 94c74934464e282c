/** Output schemas: what clients check results against, so they must let through whatever an API may answer. */
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { answerSchema, outputSchema } from '../../src/presentation/output-schema.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { anyOf, anything, listOrOne, mapOf, open, textOrBoolean } from '../../src/tools/schemas/answer.js';
import { dateTime } from '../../src/tools/schemas/times.js';
import { boolean, choice, integer, keyValues, list, text, textOrNumber } from '../../src/tools/schemas/values.js';

const FORMS = ['short', 'whole'] as const;
const NOTES = { _notes: { type: 'array', items: { type: 'string' } } };

const schemaOf = (answer: z.ZodType) => answerSchema({ answer: () => answer });

/** The keywords in a schema, and those of its parts. */
function keywordsIn(schema: unknown, found = new Set<string>()): Set<string> {
  if (typeof schema !== 'object' || schema === null) return found;
  for (const [keyword, value] of Object.entries(schema)) {
    found.add(keyword);
    for (const part of keyword === 'properties' ? Object.values(value) : [value]) keywordsIn(part, found);
  }
  return found;
}

describe.each(FORMS)('the output schema of each tool, %s,', (form) => {
  it('is an object with notes, requires nothing, and says no more than kinds of values', () => {
    for (const definition of definitions) {
      const { type, properties, additionalProperties } = outputSchema(definition, form);
      expect([type, additionalProperties]).toEqual(['object', true]);
      expect(properties, definition.tool).toMatchObject(NOTES);
      const allowed = new Set(['type', 'properties', 'items', 'additionalProperties']);
      const others = [...keywordsIn(outputSchema(definition, form))].filter((keyword) => !/^[0-9]$/.test(keyword));
      expect(
        others.filter((keyword) => !allowed.has(keyword)),
        definition.tool,
      ).toEqual([]);
    }
  });

  it('leaves room for an error, also where an answer has a member of that name', () => {
    for (const definition of definitions) {
      expect(outputSchema(definition, form).properties, definition.tool).not.toHaveProperty('error');
    }
  });
});

it('an abbreviated output schema only has parts of the whole one', () => {
  let shorter = 0;
  for (const definition of definitions) {
    const [short, whole] = FORMS.map((form) => outputSchema(definition, form));
    expect(whole, definition.tool).toMatchObject(short ?? {});
    if (JSON.stringify(short) !== JSON.stringify(whole)) shorter += 1;
  }
  expect(shorter).toBeGreaterThan(100);
});

describe('the schema of an answer', () => {
  it.each<[string, z.ZodType, object]>([
    ['text', text(), { type: ['string', 'null'] }],
    ['a number, which may be text', integer(), { type: ['number', 'string', 'null'] }],
    ['text or a number', textOrNumber(), { type: ['string', 'number', 'null'] }],
    ['true or false', boolean(), { type: ['boolean', 'null'] }],
    ['true or false, or text', textOrBoolean(), { type: ['string', 'boolean', 'null'] }],
    ['a choice, of which there may be others', choice(['A', 'B']), { type: ['string', 'null'] }],
    ['a time', dateTime({ zone: 'utc' }), { type: ['string', 'null'] }],
    ['a table', keyValues(), { type: ['object', 'null'], additionalProperties: true }],
    ['a table of rows', mapOf(open({ id: integer() })), { type: ['object', 'null'], additionalProperties: true }],
    ['anything', anything(), {}],
    ['anything or text', anyOf(text(), anything()), {}],
    ['a list of texts', list(text()), { type: ['array', 'null'], items: { type: 'string' } }],
    [
      'rows, or one',
      listOrOne(open({ id: integer() })),
      {
        type: ['array', 'object', 'null'],
        items: {
          type: 'object',
          properties: { id: { type: ['number', 'string', 'null'] } },
          additionalProperties: true,
        },
      },
    ],
  ])('says what kind of value a member is: %s', (_, member, expected) => {
    expect(schemaOf(open({ x: member }))).toEqual({
      type: 'object',
      properties: { x: expected },
      additionalProperties: true,
    });
  });

  it('of a list is a list, which the output schema has as a member', () => {
    const definition = findDefinition('reward_get_custom_fields');
    if (!definition) throw new Error('no tool');
    expect(answerSchema(definition)['type']).toBe('array');
    expect(outputSchema(definition, 'short').properties).toMatchObject({ items: { type: 'array' }, ...NOTES });
  });
});
