import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMonths,
  endOfDay,
  endOfMonthAfter,
  localDateTime,
  offsetOf,
  readDate,
  zonedDateTime,
} from '../../src/sandbox/world/dates.js';

const INDIA = 'Asia/Kolkata';

describe('dates', () => {
  it.each([
    ['2026-05-03T12:00:00Z', '2026-05-03T12:00:00Z'],
    ['2026-05-03T12:00:00.000Z', '2026-05-03T12:00:00Z'],
    ['2026-05-03T12:00:00+05:30', '2026-05-03T06:30:00Z'],
    ['2026-05-03T12:00:00+0530', '2026-05-03T06:30:00Z'],
    ['2026-05-03 12:00:00', '2026-05-03T06:30:00Z'],
    ['2026-05-03', '2026-05-02T18:30:00Z'],
  ])('are read as %s', (text, moment) => {
    expect(readDate(text, INDIA)).toBe(moment);
  });

  it.each(['', 'tomorrow', '2026-02-30', '2026-13-01', '2026-05-03T25:00:00Z', '03/05/2026'])('are not %j', (text) => {
    expect(readDate(text, INDIA)).toBeNull();
  });

  it('without an offset follow the time zone through the change of clocks', () => {
    expect(readDate('2026-03-28 12:00:00', 'Europe/Paris')).toBe('2026-03-28T11:00:00Z');
    expect(readDate('2026-03-30 12:00:00', 'Europe/Paris')).toBe('2026-03-30T10:00:00Z');
    expect(readDate('2026-07-01 12:00:00', 'America/New_York')).toBe('2026-07-01T16:00:00Z');
  });

  it('have the offset that Intl knows, whatever the moment and the time zone', () => {
    // Half an hour of summer time; summer time that pauses in Ramadan; two changes within eight days in October 2000.
    const zones = [
      'Asia/Kolkata',
      'Asia/Dubai',
      'Asia/Singapore',
      'Europe/Paris',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'America/Boa_Vista',
      'UTC',
    ];
    const moments = fc.date({ min: new Date('1995-01-01'), max: new Date('2037-01-01'), noInvalidDate: true });
    const changes = fc
      .tuple(
        fc.constantFrom('2000-10-08T04:00:00Z', '2000-10-15T04:00:00Z', '2026-03-29T01:00:00Z', '2026-04-04T15:00:00Z'),
        fc.integer({ min: -5 * 86_400_000, max: 5 * 86_400_000 }),
      )
      .map(([change, distance]) => new Date(Date.parse(change) + distance));
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.oneof(moments, changes), (timeZone, moment) => {
        const at = `${moment.toISOString().slice(0, 19)}Z`;
        const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
        expect(localDateTime(at, timeZone)).toBe(shown.format(Date.parse(at)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('are written in the time zone', () => {
    expect(localDateTime('2026-05-03T20:00:00Z', INDIA)).toBe('2026-05-04 01:30:00');
    expect(zonedDateTime('2026-05-03T20:00:00Z', INDIA)).toBe('2026-05-04T01:30:00+05:30');
    expect(zonedDateTime('2026-05-03T20:00:00Z', 'UTC')).toBe('2026-05-03T20:00:00+00:00');
    expect([offsetOf('2026-05-03T12:00:00+0530'), offsetOf('2026-05-03')]).toEqual(['+05:30', null]);
  });

  it('end days and months at their last second there', () => {
    expect(endOfDay('2026-05-03T20:00:00Z', INDIA)).toBe('2026-05-04T18:29:59Z');
    expect(endOfMonthAfter('2026-12-31T20:00:00Z', 1, INDIA)).toBe('2027-02-28T18:29:59Z');
  });

  it('a month on keep to the length of the month', () => {
    expect(addMonths('2026-01-31T10:00:00Z', 1)).toBe('2026-02-28T10:00:00Z');
    expect(addMonths('2026-03-31T10:00:00Z', -13)).toBe('2025-02-28T10:00:00Z');
  });
});
