import { describe, expect, it } from 'vitest';
import { clearlyMisspells, misspells, nearest, nearestNames } from '../../src/lib/nearest.js';

describe('nearest', () => {
  it('suggests the closest name', () => {
    expect(nearest('identiferName', ['source', 'identifierName', 'identifierValue'])).toBe('identifierName');
    expect(nearest('instore', ['WEBSITE', 'INSTORE'])).toBe('INSTORE');
  });

  it('suggests nothing if nothing is close', () => {
    expect(nearest('zzz', ['source', 'limit'])).toBeUndefined();
  });

  it('suggests nothing for a name of more than 100 characters, and does not even look at the known names', () => {
    const known = `identifier${'x'.repeat(90)}`;
    expect(nearest(known, [known])).toBe(known);
    function* unread(): Generator<string> {
      yield known;
      throw new Error('was read');
    }
    expect(nearest(`${known}x`, unread())).toBeUndefined();
    expect(nearest('x'.repeat(4_000_000), unread())).toBeUndefined();
  });

  it.each([
    ['abcdefgh', 'abcdeXYZ', 'abcdWXYZ'],
    ['abcdefghi', 'abcdefXYZ', 'abcdeWXYZ'],
    ['abc', 'abX', 'aXY'],
  ])(
    'suggests a name that differs in less than half of the letters of %s, such as %s, but not %s',
    (name, close, far) => {
      expect(nearest(name, [far])).toBeUndefined();
      expect(nearest(name, [far, close])).toBe(close);
    },
  );

  it('prefers the same name with other case or separators, then a longer or shorter form', () => {
    const known = ['customer_get_all_of_them', 'customer_gett', 'customer_bex', 'customerGet'];
    expect(nearestNames('customer_get', known, 4)).toEqual([
      'customerGet',
      'customer_gett',
      'customer_get_all_of_them',
      'customer_bex',
    ]);
    expect(nearestNames('customer_get', known, 1)).toEqual(['customerGet']);
  });

  it('does not treat a name of two letters as a short form of any name that contains it', () => {
    expect(nearest('identifierValue', ['id'])).toBeUndefined();
    expect(nearest('identifierValue', ['ide'])).toBe('ide');
  });
});

describe('misspells', () => {
  it.each([
    ['identifierNme', 'identifierName'],
    ['strt_date', 'start_date'],
    ['limts', 'limits'],
    ['maxIssaul', 'maxIssual'],
    ['bill_number', 'billNumber'],
    ['tpye', 'type'],
    ['expiryDates', 'expiryDate'],
    ['sturCodd', 'storCode'],
    ['codd', 'code'],
    ['startTmie', 'start_time'],
    ['ordertime', 'order_tine'],
  ])('%s is %s misspelt', (name, known) => expect(misspells(name, known)).toBe(true));

  it.each([
    ['address2', 'address1'],
    ['code', 'mode'],
    ['ids', 'id'],
    ['cod', 'code'],
    ['redemption_type', 'redemption_time'],
    ['startDate', 'startRate'],
    ['createdBy', 'createdOn'],
    ['isActiveNow', 'inActiveNow'],
    ['channel', 'source'],
    ['type', 'type'],
    ['sturCod', 'storCop'],
    ['sturCod', 'storCode'],
    ['sturCode', 'storCod'],
    ['sturCadd', 'storCode'],
    ['typea', 'tpyeb'],
    ['x'.repeat(101), 'x'.repeat(102)],
    [`${'x'.repeat(100)}_`, 'x'.repeat(100)],
    ['language', 'languageId'],
  ])('%s is not %s misspelt', (name, known) => expect(misspells(name, known)).toBe(false));
});

describe('clearlyMisspells', () => {
  it.each([
    ['billingTime', 'billing_time'],
    ['nmae', 'name'],
    ['percentge', 'percentage'],
  ])('%s is %s misspelt, even beside it', (name, known) => expect(clearlyMisspells(name, known)).toBe(true));

  it.each([
    ['billing_till', 'billing_time'],
    ['registered_by', 'registered_on'],
    ['externalIds', 'externalId'],
    ['address1', 'address2'],
    ['name', 'name'],
  ])('%s beside %s is another name', (name, known) => expect(clearlyMisspells(name, known)).toBe(false));
});
