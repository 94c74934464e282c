import { describe, expect, it } from 'vitest';
import { definitionNotes } from '../../src/call/answer-notes.js';
import { findDefinition } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';

function advised(more: Partial<Definition> = {}): Definition {
  const search = findDefinition('customer_search');
  if (!search) throw new Error('customer_search is missing');
  return { ...search, whenEmpty: 'Search one name alone.', ...more };
}

describe('the notes of a definition', () => {
  it.each<[string, unknown]>([
    ['an empty list', []],
    ['empty rows', { data: [], warnings: [], errors: [] }],
    ['no rows in all, whatever the answer says of them', { pagination: { total: 0 }, data: [{ type: 'A', rows: [] }] }],
    ['empty rows in an InTouch envelope', { response: { status: { code: 200 }, product: { results: { item: [] } } } }],
    ['empty rows and a warning', { data: { badges: [] }, warnings: [{ code: 1 }] }],
    ['several empty lists', { loyalty: { row: [] }, redemption: { row: [] } }],
  ])('say what may be wrong about %s', (_, data) => {
    expect(definitionNotes(advised(), data)).toEqual(['Nothing found. Search one name alone.']);
  });

  it.each<[string, unknown]>([
    ['rows', { data: [{ id: 1 }], errors: [] }],
    ['a page behind the last row', { pagination: { total: 7 }, data: [] }],
    ['rows in one of two lists', { loyalty: { row: [] }, redemption: { row: [{ points: 5 }] } }],
    ['an object without lists', { entity: 5 }],
    ['no body', null],
    ['text', 'done'],
  ])('say nothing about %s', (_, data) => {
    expect(definitionNotes(advised(), data)).toEqual([]);
  });

  it('say nothing about an empty answer without advice', () => {
    const { whenEmpty: _, ...silent } = advised();
    expect(definitionNotes(silent, { data: [] })).toEqual([]);
  });
});
