import { describe, expect, it } from 'vitest';
import { timeNotes } from '../../src/call/times.js';
import { findDefinition } from '../../src/tools/catalogue.js';
import { open } from '../../src/tools/schemas/answer.js';
import { dateTime } from '../../src/tools/schemas/times.js';
import { list } from '../../src/tools/schemas/values.js';
import { define, defineInTouch } from '../client/definitions.js';

const modern = define('get', 'v2/points', { tool: 'points_list' });
const inTouch = defineInTouch('get', 'customer/get', { tool: 'customer_get' });
const modernWithLocalTimes = define('get', 'v2/tasks', {
  tool: 'task_list',
  answer: () =>
    open({
      data: list(open({ end: dateTime({ zone: 'organization' }), added: dateTime({ zone: 'server' }) })),
      seen: dateTime({ zone: 'utc' }),
    }),
});

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

  it('names the time zone of the member, as the type of the answer says', () => {
    const notes = (value: unknown): string[] => timeNotes(modernWithLocalTimes, value);
    expect(notes({ data: [{ end: '2026-05-03T12:00' }] })).toEqual(ORGANIZATION);
    expect(notes({ seen: '2026-05-03 12:00:00' })).toEqual(['Times without an offset are in UTC.']);
    expect(
      notes({
        data: [
          { end: '2026-05-03 12:00:00', added: '2026-05-03 06:30:00' },
          { end: '2026-05-04 12:00:00', other: '2026-05-03 06:30:00' },
        ],
      }),
    ).toEqual([
      ...ORGANIZATION,
      "Those of added, other are in the time zone of the API's servers, usually UTC, not in the organization's.",
    ]);
  });

  it('follows the type of the answer for real tools', () => {
    const notes = (tool: string, value: unknown): string[] => {
      const definition = findDefinition(tool);
      return definition ? timeNotes(definition, value) : [];
    };
    expect(notes('task_get_metadata', { data: [{ expiry_date: '2026-05-03 12:00:00' }] })).toEqual(ORGANIZATION);
    expect(notes('task_get_logs', { data: [{ updated_time: '2026-05-03 12:00:00' }] })).toEqual(ORGANIZATION);
    expect(notes('points_get_transfers', { data: [{ pointsTransferDate: '2026-05-03 12:00:00' }] })).toEqual([
      "Times without an offset are in the time zone of the API's servers, usually UTC, not in the organization's.",
    ]);
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
