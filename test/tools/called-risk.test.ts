/** Where arguments decide, a call is a read only if its arguments certainly make it one. */
import fc from 'fast-check';
import { LosslessNumber } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { asCalled, describeConditions, escalatingConditions, riskOf } from '../../src/tools/called-risk.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { type Definition, risk } from '../../src/tools/define.js';
import { documentedNames } from '../../src/tools/input.js';

function definition(tool: string): Definition {
  const found = findDefinition(tool);
  if (!found) throw new Error(`${tool} does not exist`);
  return found;
}

const redeemable = definition('points_check_redeemable_v1_1');
const transferrable = definition('points_check_transferrable');
const redeemBulk = definition('coupon_redeem_bulk');
const configValue = definition('organization_get_config_values');

describe('a check that sends an OTP on request', () => {
  it.each([
    {},
    { issue_otp: false },
    { issue_otp: 'false' },
    { issue_otp: 'FALSE' },
    { issue_otp: 0 },
    { issue_otp: '0' },
    { issue_otp: new LosslessNumber('0') },
    { issue_otp: null },
    { mobile: '919811100001', points: 100, skip_validation: true },
  ])('is a read: %j', (args) => {
    expect(riskOf(redeemable, args)).toBe('read');
    expect(riskOf(definition('points_check_redeemable_v1'), args)).toBe('read');
  });

  it.each([
    { issue_otp: true },
    { issue_otp: 'true' },
    { issue_otp: 'True' },
    { issue_otp: 'TRUE' },
    { issue_otp: 1 },
    { issue_otp: '1' },
    { issue_otp: new LosslessNumber('1') },
    { issue_otp: ' true' },
    { issue_otp: 'yes' },
    { issue_otp: '' },
    { issue_otp: [true] },
    { issue_otp: [false] },
    { issue_otp: {} },
    { ISSUE_OTP: 'true' },
    { issueOtp: true },
    { issue_otp: false, Issue_Otp: true },
    { validation_code: '123456' },
  ])('is destructive: %j', (args) => {
    expect(riskOf(redeemable, args)).toBe('destructive');
  });

  it('finds the argument in the body, at any depth', () => {
    expect(riskOf(transferrable, { body: { issueOtp: false } })).toBe('read');
    expect(riskOf(transferrable, { body: { pointsTobeTransferred: 5 } })).toBe('read');
    expect(riskOf(transferrable, { body: { issueOtp: true } })).toBe('destructive');
    expect(riskOf(transferrable, { body: [{ issueOtp: 'true' }] })).toBe('destructive');
    expect(riskOf(transferrable, { issueOtp: true, body: {} })).toBe('destructive');
    expect(riskOf(transferrable, { body: '{"issueOtp": true}' })).toBe('destructive');
  });

  it('is no read either if only a sibling documents the argument', () => {
    const check = definition('points_check_group_transferrable');
    expect(riskOf(check, { body: { pointsTobeTransferred: 5 } })).toBe('read');
    expect(riskOf(check, { body: { issueOtp: true } })).toBe('destructive');
  });
});

describe('a redemption with a dry run', () => {
  it('is a read only in the documented spelling of true', () => {
    expect(riskOf(redeemBulk, { is_redeemable: true, body: {} })).toBe('read');
    expect(riskOf(redeemBulk, { is_redeemable: 'true', body: {} })).toBe('read');
    const others = [undefined, null, false, 'TRUE', 1, '1', 'yes', [true], ''];
    for (const value of others) expect(riskOf(redeemBulk, { is_redeemable: value }), String(value)).toBe('destructive');
    expect(riskOf(redeemBulk, { is_redeemable: true, isRedeemable: false })).toBe('destructive');
  });
});

describe('a setting', () => {
  it.each(['CONF_MAX_CARDS_PER_ORG', 'IS_DIRECT_REPLAY_ENABLED', 'CONF_RETRO_ENABLED'])('is a read: %s', (name) => {
    expect(riskOf(configValue, { name })).toBe('read');
    expect(asCalled(configValue, { name }).sensitive).toBe(false);
  });

  it.each([
    'SMTP_PASSWORD',
    'sms_gateway_pwd',
    'API_KEY',
    'FCM_SERVER_KEY',
    'WHATSAPP_TOKEN',
    'CONF_A,API_SECRET',
    '',
    '*',
  ])('is sensitive: %s', (name) => {
    expect(riskOf(configValue, { name })).toBe('destructive');
    expect(asCalled(configValue, { name }).sensitive).toBe(true);
  });

  it('without a name, or with several, is sensitive', () => {
    for (const args of [{}, { name: null }, { name: ['A', 'B'] }, { name: 5 }]) {
      expect(riskOf(configValue, args)).toBe('destructive');
    }
  });
});

describe('asCalled', () => {
  it('keeps every tool without such arguments as it is, whatever the arguments', () => {
    const others = definitions.filter(({ readUnless }) => !readUnless);
    fc.assert(
      fc.property(fc.constantFrom(...others), fc.dictionary(fc.string(), fc.jsonValue()), (each, args) => {
        expect(asCalled(each, args)).toBe(each);
      }),
    );
  });

  it('never makes a call more than the label says, except for switches of a sibling', () => {
    const decided = definitions.filter(({ readUnless }) => readUnless);
    expect(decided.length).toBeGreaterThanOrEqual(5);
    fc.assert(
      fc.property(fc.constantFrom(...decided), fc.dictionary(fc.string(), fc.jsonValue()), (each, args) => {
        expect(['read', risk(each)]).toContain(riskOf(each, args));
      }),
    );
  });

  it('returns the same object each time, as caches are keyed by definition', () => {
    expect(asCalled(redeemable, {})).toBe(asCalled(redeemable, { points: 5 }));
    expect(asCalled(redeemable, { issue_otp: true })).toBe(asCalled(redeemable, { issue_otp: 1 }));
  });

  it('names arguments that the section documents', () => {
    for (const each of definitions) {
      for (const { argument } of each.readUnless ?? []) {
        expect(documentedNames(each).has(argument.replace(/^body\./, '')), `${each.tool}: ${argument}`).toBe(true);
      }
    }
  });

  it('says what keeps a call from being a read', () => {
    const conditions = escalatingConditions(redeemable, { issue_otp: true, validation_code: '1' });
    expect(describeConditions(conditions)).toBe('issue_otp is true or validation_code is given');
  });
});
