/** Times on the clock of a place. */
import { describe, expect, it } from 'vitest';
import { zonedTime } from '../../src/lib/zoned-time.js';

describe('the time in a zone', () => {
  it.each([
    ['Asia/Kolkata', '2026-07-01T22:00:00Z', '2026-07-02T03:30:00+05:30'],
    ['Europe/London', '2026-01-15T12:00:00Z', '2026-01-15T12:00:00+00:00'],
    ['Europe/London', '2026-07-15T12:00:00Z', '2026-07-15T13:00:00+01:00'],
    ['America/New_York', '2026-03-08T06:59:59Z', '2026-03-08T01:59:59-05:00'],
    ['America/New_York', '2026-03-08T07:00:00Z', '2026-03-08T03:00:00-04:00'],
    ['UTC', '2026-07-15T12:00:00Z', '2026-07-15T12:00:00+00:00'],
    ['-03:30', '2026-01-01T01:00:00Z', '2025-12-31T21:30:00-03:30'],
    ['+0530', '2026-01-01T00:00:00Z', '2026-01-01T05:30:00+05:30'],
  ])('%s at %s is %s', (zone, at, there) => {
    expect(zonedTime(Date.parse(at), zone)).toBe(there);
  });

  it.each([[''], ['Pune'], ['GMT+5:30 somewhere'], ['constructor']])(
    'is unknown where there is no such zone: %j',
    (zone) => {
      expect(zonedTime(0, zone)).toBeUndefined();
    },
  );
});
