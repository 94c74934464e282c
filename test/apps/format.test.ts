import { describe, expect, it } from 'vitest';
import { Format } from '../../src/apps/components/format.js';

const brand = { currency: 'INR', timeZone: 'Asia/Kolkata', today: '2026-05-03', sandbox: false };
const format = new Format(brand, 'en-IN');

describe('how a view writes', () => {
  it('numbers and money of the brand', () => {
    expect(format.number(1_234_567.891)).toBe('12,34,567.89');
    expect(format.money(1_150.5)).toBe('₹1,150.50');
    expect(format.money(899)).toBe('₹899');
    expect(format.amount(500, 'points')).toBe('500 points');
    expect(format.amount(500, 'money')).toBe('₹500');
    expect(format.signed(12)).toBe('+12');
    expect(format.signed(-9)).toBe('-9');
  });

  it('amounts of money in words, and leaves all else', () => {
    expect(format.words('1000 INR off, at most 99.5 INR')).toBe('₹1,000 off, at most ₹99.50');
    expect(format.words('10% off, 5 INRO, 1,000 INR')).toBe('10% off, 5 INRO, 1,000 INR');
    expect(new Format({ currency: '.*', sandbox: false }).words('5 .*')).toBe('5 .*');
  });

  it('days on the clock of the brand', () => {
    expect(format.day('2026-05-02T20:00:00Z')).toBe('3 May 2026');
    expect(format.day('2026-05-02T23:30:00+05:30')).toBe('2 May 2026');
    expect(format.day('2026-05-02')).toBe('2 May 2026');
    expect(new Format({ ...brand, timeZone: '-08:00' }, 'en-IN').day('2026-05-02T05:00:00Z')).toBe('1 May 2026');
  });

  it('how far a day is from the today of the brand', () => {
    expect(format.distance('2026-05-03T23:00:00+05:30')).toBe('today');
    expect(format.distance('2026-05-21')).toBe('in 18 days');
    expect(format.distance('2026-12-31')).toBe('in 8 months');
    expect(format.distance('2023-05-03')).toBe('3 years ago');
    expect(new Format({ sandbox: false }).distance('2026-05-21')).toBeUndefined();
  });

  it('what is no time, no currency, no language or no zone, as well as it can', () => {
    expect(format.day('soon')).toBe('soon');
    expect(format.daysUntil('soon')).toBeUndefined();
    const unknown = new Format({ currency: 'rupees', timeZone: 'Mars/Olympus', sandbox: false }, 'not a language!');
    expect(unknown.money(12)).toBe('12');
    expect(unknown.daysUntil('2026-05-21')).toBeUndefined();
    expect(unknown.wallTime('2026-05-02T20:00:00Z')).toBe(Date.parse('2026-05-02T20:00:00Z'));
  });
});
