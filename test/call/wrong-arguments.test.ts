/** Invalid values of every kind, at every place in every tool's arguments: each is refused in plain words. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkArguments } from '../../src/call/arguments.js';
import { CapillaryError } from '../../src/client/errors.js';
import { definitions } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';
import { inputJsonSchema, inputSchema } from '../../src/tools/input.js';

const WRONG: Record<string, unknown> = {
  'a word': 'nonsense',
  'empty text': '',
  'text that is too long': 'x'.repeat(10_000),
  'a number': -1.5,
  'a huge number': 1e300,
  true: true,
  null: null,
  'an object': { nonsense: 1 },
  'an empty object': {},
  'an empty list': [],
  'a long list of wrong items': Array.from({ length: 20 }, () => null),
  'a list of lists': [[]],
};

/** Phrases in zod's default messages. */
const RAW =
  /invalid (input|option|value|key|type|string|element|number)|too (big|small)|unrecognized|received|nonoptional|\w+ to have|\bmust be\b|[<>]=?\s?\d|undefined/i;

/** All but the v1 twins that take the same arguments as their v1.1 tools: one specification defines both. */
const distinct = definitions.filter((definition) => {
  const inTouch = definitions.find(({ tool }) => tool === definition.tool.replace(/_v1$/, '_v1_1'));
  if (!inTouch || inTouch === definition) return true;
  return JSON.stringify(inputJsonSchema(inTouch)) !== JSON.stringify(inputJsonSchema(definition));
});

describe('wrong arguments', () => {
  it.each(Object.entries(WRONG))('are refused in plain words: %s', (_, wrong) => {
    const raw = new Set<string>();
    let refused = 0;
    for (const definition of distinct) {
      const schema = inputSchema(definition);
      for (let depth = depthOf(schema); depth > 0; depth -= 1) {
        for (const args of place(schema, wrong, depth)) {
          for (const { argument, problem } of problemsOf(definition, args)) {
            refused += 1;
            if (RAW.test(problem)) raw.add(`${definition.tool}: ${argument}: ${problem}`);
          }
        }
      }
    }
    expect([...raw]).toEqual([]);
    expect(refused).toBeGreaterThan(1_000);
  });

  it('are placed in lists and in each form of a union', () => {
    const image = definitions.find(({ tool }) => tool === 'customer_add_image');
    if (!image) throw new Error('no such tool');
    expect(place(inputSchema(image), 7, 4)).toContainEqual(
      expect.objectContaining({ body: expect.objectContaining({ file: [expect.objectContaining({ text: 7 })] }) }),
    );
  });
});

function problemsOf(definition: Definition, args: unknown): { argument: string; problem: string }[] {
  try {
    checkArguments(definition, args as Record<string, unknown>);
    return [];
  } catch (error) {
    if (!(error instanceof CapillaryError)) throw error;
    return (error.details as { arguments: { argument: string; problem: string }[] }).arguments;
  }
}

/** Arguments with a wrong value at every place of this depth; one variant for each option of a union. */
function place(schema: z.core.$ZodType, wrong: unknown, depth: number): unknown[] {
  if (depth === 0) return [wrong];
  const inner = unwrap(schema);
  if (inner instanceof z.ZodUnion)
    return inner.options.flatMap((option: z.core.$ZodType) => place(option, wrong, depth));
  if (inner instanceof z.ZodArray) return place(inner.element, wrong, depth - 1).map((item) => [item]);
  if (inner instanceof z.ZodRecord) return place(inner.valueType, wrong, depth - 1).map((item) => ({ key: item }));
  if (!(inner instanceof z.ZodObject)) return [];
  const parts = Object.entries<z.core.$ZodType>(inner.shape).map(([key, part]) => ({
    key,
    variants: place(part, wrong, depth - 1),
  }));
  const maxVariants = Math.max(0, ...parts.map(({ variants }) => variants.length));
  return Array.from({ length: maxVariants }, (_, index) =>
    Object.fromEntries(
      parts.flatMap(({ key, variants }) =>
        variants.length > 0 ? [[key, variants[Math.min(index, variants.length - 1)]]] : [],
      ),
    ),
  );
}

function depthOf(schema: z.core.$ZodType): number {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodUnion) return Math.max(...inner.options.map(depthOf));
  if (inner instanceof z.ZodArray) return 1 + depthOf(inner.element);
  if (inner instanceof z.ZodRecord) return 1 + depthOf(inner.valueType);
  if (!(inner instanceof z.ZodObject)) return 0;
  return 1 + Math.max(0, ...Object.values<z.core.$ZodType>(inner.shape).map(depthOf));
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return unwrap(schema.unwrap());
  return schema instanceof z.ZodPipe ? unwrap(schema.out) : schema;
}
