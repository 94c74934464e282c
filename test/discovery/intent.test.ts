/** What a request says besides what it is about: how many, whom by, which version of the API. */
import { describe, expect, it } from 'vitest';
import { parseIntent } from '../../src/discovery/intent.js';

describe('the number in a request', () => {
  it.each([
    ['change the status of 90 cards', 'many'],
    ['add bills of several members at once', 'many'],
    ['change one card', 'one'],
    ['add a bill, not in bulk', 'one'],
    ['add bills of several members, but no batch', 'one'],
    ['redeem 300 points', undefined],
    ['send a bulk SMS', undefined],
    ['show one of the cards', undefined],
    ['register a customer', undefined],
  ])('%s: %s', (request, number) => expect(parseIntent(request).number).toBe(number));
});

describe('the versions in a request', () => {
  it.each([
    ['register a customer with v1.1', ['v1.1'], []],
    ['register a customer with the V2 API', ['v2'], []],
    ['send an SMS with v1, not v1.1', ['v1'], ['v1.1']],
    ['send an SMS with v3 rather than v2', ['v3'], ['v2']],
    ['send an SMS, no v1.1 or v1', [], ['v1.1', 'v1']],
    ['send an SMS', [], []],
  ])('%s', (request, versions, excludedVersions) => {
    expect(parseIntent(request)).toMatchObject({ versions, excludedVersions });
  });

  it('may be the older one in other words', () => {
    expect(parseIntent('the legacy call to add a bill').wantsOlder).toBe(true);
    expect(parseIntent('add a bill').wantsOlder).toBe(false);
  });
});

describe('what a request knows of the customer', () => {
  it.each([
    ['points of customer id 5512', 'id'],
    ['points of member 5512', 'id'],
    ["the customer's internal user id", 'id'],
    ['points for mobile 919800000001', 'identifier'],
    ['the tier of somebody without an id', 'identifier'],
    ['show the tiers', undefined],
  ])('%s: %s', (request, customerKey) => expect(parseIntent(request).customerKey).toBe(customerKey));
});
