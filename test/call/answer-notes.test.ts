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
    expect(definitionNotes(advised(), {}, data)).toEqual(['Nothing found. Search one name alone.']);
  });

  it.each<[string, unknown]>([
    ['rows', { data: [{ id: 1 }], errors: [] }],
    ['a page behind the last row', { pagination: { total: 7 }, data: [] }],
    ['rows in one of two lists', { loyalty: { row: [] }, redemption: { row: [{ points: 5 }] } }],
    ['an object without lists', { entity: 5 }],
    ['no body', null],
    ['text', 'done'],
  ])('say nothing about %s', (_, data) => {
    expect(definitionNotes(advised(), {}, data)).toEqual([]);
  });

  it('say what a misleading member means, only if the answer has it', () => {
    const noted = advised({
      memberNotes: [
        { at: 'data[].inActive', note: 'True means active.' },
        { at: 'data[].id', is: '', note: 'There is no log.' },
      ],
    });
    expect(definitionNotes(noted, {}, { data: [{ inActive: true, id: '7' }] })).toEqual(['True means active.']);
    expect(definitionNotes(noted, {}, { data: [{ id: '7' }, { id: '' }] })).toEqual(['There is no log.']);
    expect(definitionNotes(noted, {}, { data: [{ name: 'Asha' }] })).toEqual([]);
  });

  it('say nothing about an empty answer without advice', () => {
    const { whenEmpty: _, ...silent } = advised();
    expect(definitionNotes(silent, {}, { data: [] })).toEqual([]);
  });
});

function definitionOf(tool: string): Definition {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(`${tool} is missing`);
  return definition;
}

describe('the next step', () => {
  const notesAfter = (promotionStatus: string): string[] =>
    definitionNotes(definitionOf('loyalty_promotion_update_status'), { body: { promotionStatus } }, { data: {} });

  it('is said only after the calls that leave one', () => {
    expect(notesAfter('PENDING_APPROVAL')).toEqual(['Next: it goes live once loyalty_promotion_review approves it.']);
    expect(notesAfter('pending_approval')).toHaveLength(1);
    expect(notesAfter('PAUSE')).toEqual([]);
    expect(notesAfter('RESUME')).toEqual([]);
  });
});

describe('an answer of a write that shows nothing of what it changed', () => {
  const CONFIRMED = 'The API confirmed the change, so no read is needed to verify it.';
  const update = definitionOf('customer_update');

  it.each<[string, unknown]>([
    ['an id', { createdId: 418400001, sideEffects: [], warnings: [] }],
    ['nothing', { warnings: [], errors: [] }],
    ['success', { entity: true, warnings: null }],
    ['a status', { status: { success: true, code: 200, message: 'Saved' }, data: { id: 7 } }],
    [
      'rows that were done',
      { response: [{ entityId: 7, result: true, errors: [], warnings: [] }], totalCount: 1, failureCount: 0 },
    ],
  ])('but %s is the confirmation', (_, data) => {
    expect(definitionNotes(update, {}, data)).toEqual([CONFIRMED]);
  });

  it.each<[string, unknown]>([
    ['values', { createdId: 1, points: 20 }],
    ['side effects', { createdId: 1, sideEffects: [{ awardedPoints: 20 }] }],
    ['a warning', { createdId: 1, warnings: [{ code: 8050, message: 'Merged' }] }],
    ['rows', [{ id: 1 }]],
    ['a status that is not the end', { id: 7, status: 'PENDING' }],
    ['a message that is not the end', { status: { success: true, code: 200, message: 'Submitted for approval' } }],
    ['a failure that was not seen as one', { id: 7, success: false }],
    ['text', 'done'],
    ['a row that failed', { response: [{ entityId: 7, result: false, errors: [] }], totalCount: 1, failureCount: 1 }],
    ['a row with a warning', { response: [{ entityId: 7, warnings: [{ code: 1 }] }], totalCount: 1, failureCount: 0 }],
    ['rows that show values', { response: [{ entityId: 7, result: { name: 'A' } }], totalCount: 1, failureCount: 0 }],
    ['fewer rows than it counts', { response: [{ entityId: 7, result: true }], totalCount: 2, failureCount: 0 }],
  ])('is left to speak for itself if it has %s', (_, data) => {
    expect(definitionNotes(update, {}, data)).toEqual([]);
  });

  it('confirms nothing of what runs later, of a read, or of what no read can show', () => {
    const data = { createdId: 1 };
    expect(definitionNotes(update, { use_async: true }, data)).toEqual([]);
    expect(definitionNotes(update, { use_async: 'false' }, data)).toEqual([CONFIRMED]);
    expect(definitionNotes(definitionOf('customer_add'), { 'SKIP-DOWNSTREAM': 'true' }, data)).toEqual([]);
    expect(definitionNotes(definitionOf('customer_get_id'), {}, { entity: 1 })).toEqual([]);
    expect(definitionNotes({ ...update, checkedBy: { unverifiable: 'No read shows it.' } }, {}, data)).toEqual([]);
  });

  it('says the next step instead, where there is one', () => {
    const { nextStep: _, ...rest } = update;
    expect(definitionNotes({ ...rest, nextStep: 'customer_approve decides.' }, {}, { createdId: 1 })).toEqual([
      'Next: customer_approve decides.',
    ]);
  });
});
