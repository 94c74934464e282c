import { describe, expect, it } from 'vitest';
import { misspells, nearest, nearestFew } from '../../src/lib/nearest.js';

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

  it.each([
    ['abcdefgh', 'abcdeXYZ', 'abcdWXYZ'],
    ['abcdefghi', 'abcdefXYZ', 'abcdeWXYZ'],
    ['abc', 'abX', 'aXY'],
  ])(
    'suggests a name that differs in less than half of the letters of %s, such as %s, but not %s',
    (given, close, far) => {
      expect(nearest(given, [far])).toBeUndefined();
      expect(nearest(given, [far, close])).toBe(close);
    },
  );

  it('prefers the same name in other case or with separators, then a longer or shorter form of it', () => {
    const known = ['customer_get_all_of_them', 'customer_gett', 'customer_bex', 'customerGet'];
    expect(nearestFew('customer_get', known, 4)).toEqual([
      'customerGet',
      'customer_gett',
      'customer_get_all_of_them',
      'customer_bex',
    ]);
    expect(nearestFew('customer_get', known, 1)).toEqual(['customerGet']);
  });

  it('does not take a name of two letters for a short form of everything that has them', () => {
    expect(nearest('identifierValue', ['id'])).toBeUndefined();
    expect(nearest('identifierValue', ['ide'])).toBe('ide');
  });
});

describe('misspells', () => {
  it.each([
    ['limts', 'limits'],
    ['maxIssaul', 'maxIssual'],
    ['bill_number', 'billNumber'],
    ['tpye', 'type'],
    ['expiryDates', 'expiryDate'],
    ['sturCodd', 'storCode'],
    ['codd', 'code'],
  ])('%s is %s misspelt', (given, known) => expect(misspells(given, known)).toBe(true));

  it.each([
    ['address2', 'address1'],
    ['code', 'mode'],
    ['ids', 'id'],
    ['cod', 'code'],
    ['channel', 'source'],
    ['type', 'type'],
    ['sturCod', 'storCop'],
    ['sturCod', 'storCode'],
    ['sturCode', 'storCod'],
    ['sturCadd', 'storCode'],
    ['typea', 'tpyeb'],
  ])('%s is not %s misspelt', (given, known) => expect(misspells(given, known)).toBe(false));
});
