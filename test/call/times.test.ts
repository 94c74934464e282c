import { describe, expect, it } from 'vitest';
import { timeNotes } from '../../src/call/times.js';
import { define, defineInTouch } from '../client/definitions.js';

const modern = define('get', 'v2/points', { tool: 'points_list' });
const inTouch = defineInTouch('get', 'customer/get', { tool: 'customer_get' });
const modernWithLocalTimes = define('get', 'v2/tasks', { tool: 'task_list', response: { times: 'organization' } });

const ORGANIZATION = ["Times without an offset are in the organization's time zone."];

describe('the note on times without an offset', () => {
  it('names the time zone of the API layer', () => {
    expect(timeNotes(inTouch, { response: { customer: { registered_on: '2026-05-03 12:00:00' } } })).toEqual(
      ORGANIZATION,
    );
    expect(timeNotes(modern, { data: [{}, { pointsTransferDate: '2026-05-03 06:30:00.0' }] })).toEqual([
      "Times without an offset are in the time zone of the API's servers, usually UTC, not in the organization's.",
    ]);
  });

  it('names the time zone of the endpoint where it differs', () => {
    expect(timeNotes(modernWithLocalTimes, { data: { end: '2026-05-03T12:00' } })).toEqual(ORGANIZATION);
  });

  it.each([
    '2026-05-03T06:30:00Z',
    '2026-05-03T12:00:00+05:30',
    '2026-05-03T12:00:00+0530',
    '2026-05-03',
    'at 12:00:00',
    1,
  ])('is absent if all times have one: %s', (time) => {
    expect(timeNotes(modern, { data: [{ time }] })).toEqual([]);
  });

  it('is looked for in the first values only, at any depth that is shown', () => {
    const deep = JSON.parse(`${'['.repeat(5_000)}"2026-05-03 12:00:00"${']'.repeat(5_000)}`);
    expect(timeNotes(modern, deep)).toEqual([]);
    expect(timeNotes(modern, { data: [...Array(3_000).fill(0), '2026-05-03 12:00:00'] })).toEqual([]);
  });
});
