import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toDocumentedForm } from '../../src/tools/documented-form.js';
import { choice, integer, keyValues, list, object, text, textOrNumber } from '../../src/tools/schemas/values.js';

const schema = object({
  status: choice(['OPEN', 'CLOSED']).optional(),
  channel: choice(['sms', 'email']).optional(),
  note: text().optional(),
  count: integer().optional(),
  rows: list(
    object({
      kind: choice(['A', 'B']),
      tags: list(text()).optional(),
      level: choice(['GOLD_MEMBER']).optional(),
      exact: choice(['true', 'false', 'both']).optional(),
    }),
  ).optional(),
  ids: textOrNumber().or(list(textOrNumber())).optional(),
  labels: keyValues().optional(),
});

describe('the documented form of a value', () => {
  it.each<[string, object, object]>([
    [
      'has choices in the documented letter case',
      { status: 'open', channel: 'SMS' },
      { status: 'OPEN', channel: 'sms' },
    ],
    [
      'has keys in the documented letter case, unless the value has these as well',
      { STATUS: 'open', Rows: [{ KIND: 'A' }], note: 'a', Note: 'b' },
      { status: 'OPEN', rows: [{ kind: 'A' }], note: 'a', Note: 'b' },
    ],
    [
      'has choices in the documented spelling',
      { rows: [{ kind: 'as' }, { level: 'gold-members', exact: 1 }] },
      { rows: [{ kind: 'as' }, { level: 'GOLD_MEMBER', exact: 'true' }] },
    ],
    [
      'has a list in place of a single element',
      { rows: { kind: 'a', tags: 'x' } },
      { rows: [{ kind: 'A', tags: ['x'] }] },
    ],
    ['lacks optional values that are null', { note: null, count: null, rows: null }, {}],
    ['lacks empty texts where text is not valid', { status: '', count: '' }, {}],
    ['keeps empty texts where text is valid', { note: '' }, { note: '' }],
    [
      'keeps what is valid or unknown',
      { ids: [1, 'b'], labels: { a: null }, other: 'open' },
      { ids: [1, 'b'], labels: { a: null }, other: 'open' },
    ],
    ['keeps what is invalid', { status: 'no', count: 'x', rows: 7 }, { status: 'no', count: 'x', rows: [7] }],
  ])('%s', (_, value, form) => {
    expect({ ...(toDocumentedForm(schema, value) as object) }).toEqual(form);
  });

  it('is the same object if nothing differs', () => {
    const value = { status: 'OPEN', rows: [{ kind: 'A', tags: ['x'] }], labels: { open: 'open' } };
    expect(toDocumentedForm(schema, value)).toBe(value);
  });

  it('does not change the value itself, nor any prototype', () => {
    const value = JSON.parse('{"status": "open", "__proto__": {"polluted": 1}}');
    const form = toDocumentedForm(schema, value) as Record<string, unknown>;
    expect(value).toHaveProperty('status', 'open');
    expect(form['status']).toBe('OPEN');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('of a required value that is null is null', () => {
    expect(toDocumentedForm(z.object({ name: text() }), { name: null })).toEqual({ name: null });
  });
});
