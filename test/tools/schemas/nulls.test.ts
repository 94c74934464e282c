import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { acceptNulls } from '../../../src/tools/schemas/nulls.js';
import { integer, list, listOrOne, object, text } from '../../../src/tools/schemas/values.js';

const plain = () =>
  object({
    name: text(),
    note: text().optional(),
    rows: list(object({ id: integer(), tag: text().optional() })).optional(),
    tags: listOrOne(text()).optional(),
  });
const schema = acceptNulls(plain());
const accepts = (value: unknown): boolean => schema.safeParse(value).success;

describe('optional fields that may be null', () => {
  it('are accepted at any depth, also in a single element that stands for a list', () => {
    expect(accepts({ name: 'a', note: null, rows: null, tags: null })).toBe(true);
    expect(accepts({ name: 'a', rows: [{ id: 1, tag: null }, { id: 2 }] })).toBe(true);
    expect(acceptNulls(listOrOne(plain())).safeParse({ name: 'a', note: null }).success).toBe(true);
  });

  it('do not make required fields and elements of lists optional', () => {
    expect(accepts({ name: null })).toBe(false);
    expect(accepts({ name: 'a', rows: [{ id: null }] })).toBe(false);
    expect(accepts({ name: 'a', rows: [null] })).toBe(false);
    expect(accepts({ name: 'a', tags: [null] })).toBe(false);
    expect(accepts(null)).toBe(false);
  });

  it('are shown to agents as plain fields', () => {
    const shown = (each: z.ZodType) => z.toJSONSchema(each, { io: 'input', unrepresentable: 'any' });
    expect(shown(schema)).toEqual(shown(plain()));
  });

  it('stay as they were given', () => {
    const given = { name: 'a', note: null, rows: [{ id: 1, tag: null }] };
    const before = structuredClone(given);
    schema.safeParse(given);
    expect(given).toEqual(before);
  });
});

describe('a list in whose place a single element may stand', () => {
  it('accepts both, and neither a wrong element nor nothing', () => {
    const names = listOrOne(text());
    expect(names.safeParse(['a']).success).toBe(true);
    expect(names.safeParse('a').success).toBe(true);
    expect(names.safeParse(7).success).toBe(false);
    expect(names.safeParse(undefined).success).toBe(false);
  });
});
