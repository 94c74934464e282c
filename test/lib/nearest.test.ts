import { describe, expect, it } from 'vitest';
import { misspells, nearest } from '../../src/lib/nearest.js';

describe('nearest', () => {
  it('suggests the closest name', () => {
    expect(nearest('identiferName', ['source', 'identifierName', 'identifierValue'])).toBe('identifierName');
    expect(nearest('instore', ['WEBSITE', 'INSTORE'])).toBe('INSTORE');
  });

  it('suggests nothing where nothing is close', () => {
    expect(nearest('zzz', ['source', 'limit'])).toBeUndefined();
  });

  it('does not compare a whole document with every name, letter by letter', () => {
    const names = Array.from({ length: 100 }, (_, index) => `identifierName${index}`);
    expect(nearest('x'.repeat(4_000_000), names)).toBeUndefined();
  });
});

describe('misspells', () => {
  it.each([
    ['limts', 'limits'],
    ['maxIssaul', 'maxIssual'],
    ['bill_number', 'billNumber'],
    ['tpye', 'type'],
    ['expiryDates', 'expiryDate'],
  ])('%s is %s misspelt', (given, known) => expect(misspells(given, known)).toBe(true));

  it.each([
    ['address2', 'address1'],
    ['code', 'mode'],
    ['ids', 'id'],
    ['channel', 'source'],
    ['type', 'type'],
  ])('%s is not %s misspelt', (given, known) => expect(misspells(given, known)).toBe(false));
});
