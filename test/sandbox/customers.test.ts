import { describe, expect, it } from 'vitest';
import {
  changeIdentifiers,
  customerBy,
  customerById,
  findCustomer,
  identifierOf,
  identifierType,
  register,
  setStatus,
  updateCustomer,
} from '../../src/sandbox/domains/customer/rules.js';
import { aCustomer, emptyWorld, expectFailure, TILL } from './support.js';

const mobile = (value: string) => ({ type: 'mobile' as const, value });
const email = (value: string) => ({ type: 'email' as const, value });

describe('registering', () => {
  it('enrols a customer in the first tier and lets any of the identifiers find them', () => {
    const world = emptyWorld();
    const { customer, warnings } = register(world, {
      firstName: 'Asha',
      identifiers: [mobile('98000 12345'), email('Asha@Example.com')],
      tillId: TILL,
    });
    expect(warnings).toEqual([]);
    expect(customer.tier).toBe(1);
    expect(customer.storeId).toBe(50011);
    expect(identifierOf(customer, 'mobile')).toBe('919800012345');
    for (const [type, value] of [
      ['MOBILE', '919800012345'],
      ['mobile', '+91 98000-12345'],
      ['EMAIL', 'ASHA@example.COM'],
      ['id', String(customer.id)],
    ] as const) {
      expect(customerBy(world, type, value)).toBe(customer);
    }
  });

  it.each([
    ['no identifier', [], 8005],
    ['a blank identifier', [mobile(' ')], 8005],
    ['a short mobile', [mobile('98000')], 8056],
    ['a foreign mobile', [mobile('449800012345')], 8056],
    ['a malformed email', [email('asha@')], 8055],
  ])('refuses %s', (_what, identifiers, code) => {
    const world = emptyWorld();
    expectFailure(world, code, () => register(world, { identifiers, tillId: TILL }));
  });

  it('refuses somebody known in the same source, and identifiers of two different customers', () => {
    const world = emptyWorld();
    register(world, { identifiers: [mobile('9800012345')], tillId: TILL });
    register(world, { identifiers: [email('ben@example.org')], tillId: TILL });
    expectFailure(world, 8006, () => register(world, { identifiers: [mobile('919800012345')], tillId: TILL }));
    const both = [mobile('9800012345'), email('ben@example.org')];
    expectFailure(world, 8053, () => register(world, { identifiers: both, source: 'LINE', tillId: TILL }));
  });

  it('adds a profile to a customer known from another source, with warning 8050', () => {
    const world = emptyWorld();
    const { customer } = register(world, { identifiers: [mobile('9800012345')], tillId: TILL });
    const again = register(world, {
      identifiers: [mobile('9800012345'), email('a@example.com')],
      source: 'WEBSITE',
      tillId: TILL,
    });
    expect(again.customer).toBe(customer);
    expect(again.warnings.map(({ code }) => code)).toEqual([8050]);
    expect(customer.profiles.map(({ source }) => source)).toEqual(['INSTORE', 'WEBSITE']);
    expect(findCustomer(world, 'email', 'a@example.com')).toBe(customer);
  });

  it('keeps known fields and warns of unknown ones', () => {
    const world = emptyWorld();
    const { customer, warnings } = register(world, {
      identifiers: [mobile('9800012345')],
      fields: { shoe_size: '38', nonsense: 1 },
      extendedFields: { city: 'Pune', constructor: 1 },
      tillId: TILL,
    });
    expect(customer.profiles[0]?.fields).toEqual({ shoe_size: '38' });
    expect(customer.extendedFields).toEqual({ city: 'Pune' });
    expect(warnings.map(({ code }) => code)).toEqual([1017, 91016]);
  });
});

describe('finding', () => {
  it('knows the kinds of identifier by all their spellings', () => {
    expect(
      ['EXTERNAL_ID', 'externalId', 'external_id', 'cardNumber', 'user_id', 'tmall_uname'].map(identifierType),
    ).toEqual(['externalId', 'externalId', 'externalId', 'cardnumber', 'id', 'tmall_uname']);
    expect(identifierType('constructor')).toBeNull();
  });

  it('fails with 8013 for an unknown kind, 8015 for nobody, 8069 for somebody merged', () => {
    const world = emptyWorld();
    const [gone, survivor] = [aCustomer(world), aCustomer(world)];
    gone.mergedInto = survivor.id;
    expectFailure(world, 8013, () => customerBy(world, 'shoe', '38'));
    expectFailure(world, 8015, () => customerBy(world, 'mobile', '919899999999'));
    expectFailure(world, 8015, () => customerById(world, 'abc'));
    expectFailure(world, 8069, () => customerById(world, gone.id));
    expect(customerBy(world, 'mobile', identifierOf(gone, 'mobile'))).toBe(survivor);
  });
});

describe('updating', () => {
  it('changes what is given and leaves the rest', () => {
    const world = emptyWorld();
    const customer = aCustomer(world, { fields: { shoe_size: '38' }, extendedFields: { city: 'Pune' } });
    updateCustomer(world, customer, {
      lastName: 'Iyer',
      fields: { favourite_colour: 'olive' },
      commChannels: [{ type: 'email', value: 'asha@example.com', verified: true }],
      tillId: TILL,
    });
    expect(customer.profiles[0]).toMatchObject({ firstName: 'Asha', lastName: 'Iyer' });
    expect(customer.profiles[0]?.fields).toEqual({ shoe_size: '38', favourite_colour: 'olive' });
    expect(customer.profiles[0]?.commChannels.at(-1)).toMatchObject({
      type: 'email',
      verified: true,
      subscribed: true,
    });
    expect(customer.extendedFields).toEqual({ city: 'Pune' });
  });

  it('refuses identifiers of others and leaving the program, but lets a customer join it', () => {
    const world = emptyWorld();
    const [customer, other] = [aCustomer(world), aCustomer(world, { loyaltyType: 'non_loyalty' })];
    updateCustomer(world, other, { identifiers: [email('ben@example.org')], tillId: TILL });
    expectFailure(world, 8007, () =>
      updateCustomer(world, customer, { identifiers: [email('ben@example.org')], tillId: TILL }),
    );
    expectFailure(world, 1046, () => updateCustomer(world, customer, { loyaltyType: 'non_loyalty', tillId: TILL }));
    updateCustomer(world, other, { loyaltyType: 'loyalty', tillId: TILL });
    expect([other.loyaltyType, other.tier]).toEqual(['loyalty', 1]);
  });

  it('replaces identifiers, so that only the new one finds the customer', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    const old = identifierOf(customer, 'mobile');
    changeIdentifiers(world, customer, { add: [mobile('9811111111')], remove: [mobile(old)], tillId: TILL });
    expect(findCustomer(world, 'mobile', '919811111111')).toBe(customer);
    expect(findCustomer(world, 'mobile', old)).toBeUndefined();
    const change = (add: string[], remove: string[]) => () =>
      changeIdentifiers(world, customer, { add: add.map(mobile), remove: remove.map(mobile), tillId: TILL });
    expectFailure(world, 8015, change([], ['9822222222']));
    expectFailure(world, 8005, change([], ['9811111111']));
    expectFailure(world, 8007, change([identifierOf(aCustomer(world), 'mobile')], []));
  });

  it('keeps a log of status', () => {
    const world = emptyWorld();
    const customer = aCustomer(world);
    setStatus(world, customer, { label: 'Suspended', reason: 'chargebacks', tillId: TILL });
    expect(customer.statusLog.map(({ previousLabel, label, status }) => [previousLabel, label, status])).toEqual([
      ['', 'Active', 'ACTIVE'],
      ['Active', 'Suspended', 'SUSPENDED'],
    ]);
    expectFailure(world, 8106, () => setStatus(world, customer, { label: 'constructor', reason: '', tillId: TILL }));
  });
});
