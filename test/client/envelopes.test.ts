import { LosslessNumber } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { judge } from '../../src/client/judge.js';
import { definitions } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';
import { failure, read, succeeds, tool, write } from './judging.js';

describe('v2', () => {
  const refusal = { status: false, code: 8015, message: 'Customer not found' };

  it.each([
    { id: 1, profiles: [], warnings: [] },
    { entity: 12, warnings: [] },
    { createdId: 7, warnings: [{}], sideEffects: [] },
    { data: [], warnings: [], errors: [] },
    { pagination: {}, data: [{ id: 1 }], errors: null, warnings: null },
    { warnings: [], errors: [], success: true },
  ])('succeeds with %j', (body) => {
    succeeds(read, 200, body);
    succeeds(write, 200, body);
    succeeds(write, 201, body);
  });

  it.each([200, 400, 500])('fails if it has errors with HTTP %i', (status) => {
    expect(failure(read, status, { errors: [refusal], warnings: [] })).toMatchObject({
      kind: 'not_found',
      code: 8015,
      httpStatus: status,
      retryable: false,
    });
  });

  it('fails if success is false, even without an error', () => {
    expect(failure(tool('staff_add'), 200, { entity: null, errors: [], success: false })).toMatchObject({
      kind: 'rejected',
      outcome: 'rejected',
    });
  });

  it('lists all errors if there are several', () => {
    const error = failure(write, 400, { errors: [{ code: 1 }, { code: 2, message: 'b' }], warnings: [] });
    expect(error.details).toEqual({ errors: [{ code: 1 }, { code: 2, message: 'b' }] });
  });

  it('treats negative answers as valid results', () => {
    succeeds(tool('otp_validate'), 200, { entity: false, warnings: [] });
    succeeds(tool('referral_validate_code'), 200, { valid: false, referrer: -1, warnings: [] });
    succeeds(tool('coupon_check_redeemable'), 200, {
      redemption: [{ code: 'X', isRedeemable: false, appendedErrorMessage: 'Expired' }],
      redemptionStatus: { status: false, code: 713, message: 'Expired' },
    });
  });

  it('is not confused by data with the names of envelope fields', () => {
    succeeds(tool('transaction_rejection_list'), 200, {
      data: [{ billNumber: 'B1', errors: [{ code: 683, message: 'Unknown item' }], success: false }],
      errors: [],
    });
    succeeds(tool('transaction_rejection_get_retrigger_status'), 200, {
      retriggerId: 5,
      status: { success: 0, fixed: 0 },
      warnings: [],
    });
    succeeds(tool('customer_get_subscription_log'), 200, { data: [{ status: false, code: 'x' }] });
    succeeds(tool('lead_get'), 200, { id: 1, status: 'LOST', warnings: [] });
    succeeds(tool('lead_add'), 200, { id: 1, extendedFields: { errors: [refusal], success: false } });
    succeeds(tool('customer_get_coupons'), 200, {
      entity: [{ couponStatus: { success: false, code: 713 } }],
      success: true,
    });
    succeeds(tool('custom_field_list_of_organization'), 200, {
      entity: [{ name: 'a', error: 'Give a size' }],
      success: true,
    });
  });

  describe('in bulk', () => {
    const bulk = (...rows: object[]) => ({
      response: rows,
      totalCount: rows.length,
      failureCount: rows.filter((row) => 'errors' in row && Array.isArray(row.errors) && row.errors.length > 0).length,
    });
    const good = { entityId: 11, result: { id: 11 }, errors: [], warnings: [{ code: 3059, message: 'Number exists' }] };
    const bad = {
      entityId: { cardNumber: 'PN2' },
      errors: [{ status: false, code: 3010, message: 'No card' }],
      warnings: [],
    };

    it('succeeds if no row failed', () => {
      expect(judge(tool('card_update_bulk'), 200, bulk(good, good)).warnings).toEqual([
        { code: 3059, message: 'row 0: Number exists' },
        { code: 3059, message: 'row 1: Number exists' },
      ]);
    });

    it('is partial with HTTP 200', () => {
      const error = failure(tool('card_update_bulk'), 200, bulk(good, bad));
      expect(error).toMatchObject({ kind: 'partial', outcome: 'partial' });
      expect(error.details).toEqual({
        failed: [{ index: 1, id: 'PN2', code: 3010, message: 'No card' }],
        applied: [{ index: 0, id: 11, result: { id: 11 } }],
        warnings: [{ code: 3059, message: 'row 0: Number exists' }],
      });
    });

    it('is refused if every row failed', () => {
      expect(failure(tool('card_update_bulk'), 200, bulk(bad, bad))).toMatchObject({
        kind: 'not_found',
        outcome: 'rejected',
        code: 3010,
      });
    });

    it('identifies a row by its position in the list, even among non-rows', () => {
      const details = failure(tool('card_update_bulk'), 200, bulk(good, [], bad)).details;
      expect(details).toMatchObject({ failed: [{ index: 2 }], applied: [{ index: 0 }] });
    });

    it('trusts failureCount if no row has an error', () => {
      expect(failure(write, 200, { response: [good], totalCount: 2, failureCount: 1 })).toMatchObject({
        kind: 'partial',
      });
    });

    it('is partial if it counts only failures, but lists what was done', () => {
      expect(failure(write, 200, { response: [good, good], totalCount: 2, failureCount: 2 })).toMatchObject({
        kind: 'partial',
        outcome: 'partial',
      });
    });

    it('reads the verdict inside the result of a redeemed coupon', () => {
      const redeemed = (success: boolean) => ({
        entityId: 1,
        result: { code: 'X', redemptionStatus: { success, code: 711, message: 'Used' } },
        errors: [],
      });
      const definition = tool('coupon_redeem_bulk');
      expect(failure(definition, 200, bulk(redeemed(true), redeemed(false))).details).toMatchObject({
        failed: [{ index: 1, code: 711 }],
      });
    });

    it('keeps ids beyond 2^53', () => {
      const row = { ...good, entityId: new LosslessNumber('9007199254740993') };
      expect(failure(write, 200, bulk(row, bad)).details).toMatchObject({ applied: [{ id: '9007199254740993' }] });
    });
  });

  it.each([
    [
      'product_label_assign',
      { data: [{ assignmentId: 9, entityId: 'A' }], errors: [{ code: 23044, labelExternalId: 'B' }] },
      'B',
    ],
    [
      'product_add_brands',
      { created: [{ id: 1, code: 'N' }], summary: { failureCount: 1 }, errors: [{ code: 10054, entityCode: 'M' }] },
      'M',
    ],
    ['survey_submit_responses', { data: [{ id: 146 }], errors: [{ code: 9004, message: 'No question' }] }, undefined],
    ['transaction_add', { createdId: 5, errors: [{ code: 669, message: 'Field' }] }, undefined],
  ])('%s is partial if it has both errors and results', (name, body, id) => {
    const error = failure(tool(name), 200, body);
    expect(error).toMatchObject({ kind: 'partial', outcome: 'partial' });
    expect(error.details).toMatchObject({
      failed: [id === undefined ? {} : { id }],
      applied: [{ result: expect.anything() }],
    });
  });

  it.each([
    { data: [], errors: [refusal] },
    { data: null, errors: [refusal] },
    { entity: null, errors: [refusal] },
    { entity: false, errors: [refusal] },
    { createdId: -1, errors: [refusal] },
    { entity: 4, errors: [refusal], success: false },
  ])('is refused if nothing was done: %j', (body) => {
    expect(failure(write, 200, body)).toMatchObject({ kind: 'not_found', outcome: 'rejected' });
  });

  it.each<[string, Definition, unknown]>([
    [
      'pictures',
      tool('customer_add_image'),
      {
        data: [
          { code: 200, status: 'true' },
          { code: 8083, message: 'Small', status: 'false' },
        ],
        errors: [],
      },
    ],
    ['locations', tool('location_add'), { response: [{ entityId: 1, result: {} }, { errors: [{ code: 'INVALID' }] }] }],
    [
      'associated customers',
      tool('customer_associate'),
      [
        { entity: { id: 1 }, errors: [] },
        { errors: [{ code: 8056 }], childFailureCount: 0, childEntities: [] },
      ],
    ],
    [
      'linked programs',
      tool('partner_program_link_customer'),
      {
        linkCustomers: [
          {
            customer: { id: 1, status: { status: true, code: 1000 } },
            linkToPartnerPrograms: [
              { partnerProgramName: 'A', partnerLinkStatus: { status: true, code: 200 } },
              { partnerProgramName: 'B', partnerLinkStatus: { status: false, code: 2006 } },
            ],
          },
        ],
      },
    ],
    [
      'badges',
      tool('badge_enroll_customers'),
      {
        data: {
          issuedBadges: [
            { customerId: 1, error: null },
            { customerId: 2, error: { code: 404 } },
          ],
        },
        errors: null,
      },
    ],
    [
      'rewards',
      tool('reward_issue_bulk'),
      {
        status: { success: false, code: 8010, message: 'Issued partially' },
        rewards: [
          { rewardId: 1, status: { success: true } },
          { rewardId: 2, status: { success: false, code: 8003 } },
        ],
      },
    ],
    [
      'updated programs',
      tool('partner_program_update_customer'),
      {
        customersPartnerUpdates: [
          {
            partnerProgramUpdates: [
              { partnerProgramName: 'A', updateStatus: { status: true, code: 200 } },
              { partnerProgramName: 'B', updateStatus: { status: false, code: 2006 } },
            ],
          },
        ],
      },
    ],
    [
      'delinked programs',
      tool('partner_program_delink_customer'),
      {
        deLinkCustomers: [
          { deLinkFromPartnerPrograms: [{ partnerProgramName: 'A', partnerDeLinkStatus: { status: true } }] },
          { customer: { id: 2, status: { status: false, code: 2004 } } },
        ],
      },
    ],
    ['custom fields', tool('custom_field_create'), { entity: [{ id: 1 }, { name: 'b', error: 'Give a size' }] }],
    [
      'revoked badges',
      tool('badge_revoke_enrolment'),
      { data: { revokedIssuedBadges: [{ customerId: 1 }, { customerId: 2, error: { code: 404 } }] } },
    ],
    [
      'cart promotions by customer',
      tool('cart_promotion_issue_bulk'),
      { data: { 11: { id: 'a' } }, errors: [{ code: 715, message: 'No such customer' }] },
    ],
    [
      'catalog promotions',
      tool('reward_create_promotion'),
      { status: { success: true, code: 11002 }, catalogPromotion: { id: 4 }, failedRewards: [{ rewardId: 9 }] },
    ],
  ])('is partial if one of several %s failed', (_, definition, body) => {
    const error = failure(definition, 200, body);
    expect(error).toMatchObject({ kind: 'partial', outcome: 'partial' });
    expect(error.details).toMatchObject({ failed: [expect.anything()], applied: [expect.anything()] });
  });

  it('is partial if a customer was saved and one of the children was not, and says why', () => {
    const saved = { id: 3, warnings: [{ code: 1017, message: 'No such field' }] };
    const refused = { warnings: [{ code: 8005, message: 'No identifier' }] };
    const body = [{ entity: { id: 2 }, childFailureCount: 1, childEntities: [saved, refused] }];
    const error = failure(tool('customer_associate'), 200, body);
    expect(error).toMatchObject({ kind: 'partial', outcome: 'partial', code: 8005 });
    expect(error.details).toMatchObject({
      failed: [{ message: '1 of its child customers failed: No identifier' }],
      applied: [{ result: { entity: { id: 2 } } }],
    });
    const uncounted = [{ entity: { id: 2 }, childEntities: [saved, { id: 4, errors: [{ code: 8056 }] }] }];
    expect(failure(tool('customer_associate'), 200, uncounted)).toMatchObject({ kind: 'partial', code: 8056 });
  });

  it('counts what is no customer among the children as none', () => {
    const body = [{ entity: { id: 2 }, childFailureCount: 2, childEntities: [null, 'none', { id: 3 }] }];
    expect(failure(tool('customer_associate'), 200, body).details).toMatchObject({
      failed: [{ message: '2 of its child customers failed' }],
    });
  });

  it('names the row of a warning in a root list too', () => {
    const warned = (code: number) => ({ entity: { id: code, warnings: [{ code, message: 'Field' }] }, errors: [] });
    expect(judge(tool('customer_associate'), 200, [warned(1), warned(2)]).warnings).toEqual([
      { code: 1, message: 'row 0: Field' },
      { code: 2, message: 'row 1: Field' },
    ]);
    expect(judge(tool('customer_associate'), 200, [warned(1)]).warnings).toEqual([{ code: 1, message: 'Field' }]);
  });

  it('fails for a coupon that was not redeemed with HTTP 200', () => {
    const redemptionStatus = { status: false, code: 711, message: 'Used' };
    const definition = tool('coupon_redeem');
    for (const redemption of [[], [{ code: 'X', redemptionStatus: { success: false, code: 711, message: 'Used' } }]]) {
      expect(failure(definition, 200, { redemption, redemptionStatus })).toMatchObject({ kind: 'rejected', code: 711 });
    }
  });

  it('omits empty warnings', () => {
    const warnings = [{}, { status: false, code: 91016, message: 'Unknown field' }];
    expect(judge(write, 200, { createdId: 1, warnings }).warnings).toEqual([{ code: 91016, message: 'Unknown field' }]);
  });
});

describe('v3 and the gateways', () => {
  const v3 = tool('loyalty_promotion_create');

  it('succeed with data', () => {
    succeeds(v3, 200, { data: { id: 'a' }, errors: null, warnings: null });
    succeeds(tool('loyalty_promotion_list_for_member'), 200, { memberId: 1, promotions: [] });
    succeeds(tool('reward_get_custom_fields'), 200, [{ id: 1, name: 'x' }]);
    succeeds(tool('cart_promotion_create'), 200, { data: { status: 'LIVE' } });
  });

  it('fail with errors', () => {
    const body = { data: null, errors: [{ code: 310193, message: 'No such promotion' }], warnings: [] };
    expect(failure(v3, 200, body)).toMatchObject({ kind: 'not_found', code: 310193 });
  });

  it('fail if a reward says success: false', () => {
    const definition = tool('reward_create');
    const body = { status: { success: false, code: 6003, message: 'Unknown label' } };
    expect(failure(definition, 200, body)).toMatchObject({ kind: 'rejected', code: 6003 });
    expect(failure(definition, 400, body)).toMatchObject({ kind: 'rejected', code: 6003, httpStatus: 400 });
  });

  it('fail if a coupon upload says success: false', () => {
    const body = { success: false, status: 400, message: 'No file' };
    expect(failure(tool('coupon_upload_codes'), 200, body)).toMatchObject({ kind: 'rejected', code: 400 });
  });
});

describe('error statuses', () => {
  it.each([
    [400, 'rejected', false],
    [401, 'authentication', false],
    [403, 'permission', false],
    [404, 'not_found', false],
    [409, 'conflict', false],
    [415, 'rejected', false],
    [429, 'rate_limited', true],
    [461, 'upstream', true],
    [500, 'upstream', true],
    [503, 'upstream', true],
    [521, 'conflict', true],
  ])('HTTP %i is %s, retryable %j for a read', (status, kind, retryable) => {
    for (const body of [undefined, {}, { message: 'x' }, { timestamp: 1, error: 'x', path: '/v2' }]) {
      expect(failure(read, status, body)).toMatchObject({ kind, retryable, httpStatus: status });
    }
  });

  it('leave the outcome of a write unknown if the server failed, and rejected otherwise', () => {
    const outcomes = [400, 401, 403, 404, 429, 461, 500, 502, 503, 521].map(
      (status) => failure(write, status, undefined).outcome,
    );
    expect(outcomes).toEqual([
      'rejected',
      'rejected',
      'rejected',
      'rejected',
      'rejected',
      'rejected',
      'unknown',
      'unknown',
      'unknown',
      'rejected',
    ]);
  });

  it('quote code and message in any form', () => {
    const bodies = [
      { errors: [{ code: 12, message: 'Said so' }] },
      { error: { code: 12, message: 'Said so' } },
      { response: { status: { success: 'false', code: 12, message: 'Said so' } } },
      { status: { success: false, code: 12, message: 'Said so' } },
      { code: 12, message: 'Said so' },
    ];
    for (const body of bodies) {
      const error = failure(read, 400, body);
      expect(error.code).toBe(12);
      expect(error.message).toContain('Said so');
    }
  });

  it('with a business code are a refusal even with HTTP 500', () => {
    expect(failure(write, 500, { errors: [{ code: 8006 }] })).toMatchObject({
      kind: 'conflict',
      outcome: 'rejected',
    });
    expect(failure(write, 500, { errors: [{ code: 7777 }] })).toMatchObject({
      kind: 'rejected',
      outcome: 'rejected',
    });
  });

  it('have codes that depend on the section', () => {
    const body = { errors: [{ code: 1012, message: 'x' }] };
    expect(failure(tool('request_get_details'), 400, body).kind).toBe('not_found');
    expect(failure(tool('staff_get'), 400, body).kind).toBe('rejected');
  });

  it('have transient codes that depend on the section', () => {
    const body = { errors: [{ code: 886, message: 'Engine busy' }] };
    expect(failure(tool('points_transfer'), 400, body)).toMatchObject({ kind: 'upstream', retryable: true });
    expect(failure(write, 400, body)).toMatchObject({ kind: 'rejected', retryable: false });
  });

  it('treat a code named like a property of every object as unknown', () => {
    expect(failure(read, 400, { errors: [{ code: 'constructor', message: 'x' }] }).kind).toBe('rejected');
  });

  it('are classified by the message if the code has no entry', () => {
    const kinds = ['Promotion not found', 'Brand does not exist', 'Name already exists', 'Amount too high'].map(
      (message) => failure(read, 400, { errors: [{ code: 77777, message }] }).kind,
    );
    expect(kinds).toEqual(['not_found', 'not_found', 'conflict', 'rejected']);
  });

  it('name the access group that is missing', () => {
    expect(failure(read, 403, undefined).hint).toContain('access group Customer');
  });

  it('limit the quoted message to one short line', () => {
    const { message } = failure(read, 400, { errors: [{ code: 1, message: `a\n\u0000b${'x'.repeat(5000)}` }] });
    expect(message.length).toBeLessThan(400);
    expect(message).not.toContain('\n');
    expect(message).not.toContain('\u0000');
  });
});

describe('rewards that were issued in part', () => {
  const status = { success: false, code: 8010, message: 'Reward issued partially' };
  const issued = { status: { success: true, code: 200 }, rewardId: 1, intouch: [{ couponCode: 'C1' }] };
  const partly = {
    status,
    rewardId: 2,
    requestedQuantity: 2,
    quantity: 1,
    intouch: [{ pointsRedeemed: '50', couponCode: 'C2' }],
  };
  const refused = {
    status: { success: false, code: 8004, message: 'Not issued' },
    rewardId: 3,
    intouch: [{ pointsRedeemed: '0', couponCode: null }],
    vendor: [],
    promotions: [],
  };
  const single = tool('reward_issue');
  const bulk = tool('reward_issue_bulk');

  it.each([200, 400, 500])('are partial with HTTP %i, with what was issued', (httpStatus) => {
    const intouch = { couponCode: 'C1', pointsRedeemed: '50' };
    const error = failure(single, httpStatus, { status, intouch, transactionId: 5, promotion: null, vendor: null });
    expect(error).toMatchObject({ kind: 'partial', outcome: 'partial', code: 8010, retryable: false });
    expect(error.details).toMatchObject({ applied: [{ result: { intouch, transactionId: 5 } }] });
    expect(error.hint).not.toContain('Nothing was changed');
  });

  it('are partial by their code alone', () => {
    expect(failure(single, 400, { status })).toMatchObject({ kind: 'partial', outcome: 'partial' });
    expect(failure(bulk, 400, { status, rewards: null })).toMatchObject({ kind: 'partial', outcome: 'partial' });
    expect(failure(bulk, 400, { status, rewards: [refused] })).toMatchObject({ kind: 'partial', outcome: 'partial' });
  });

  it.each([
    { couponCode: 'C1', pointsRedeemed: null },
    { couponCode: null, pointsRedeemed: '50' },
  ])('are partial if the response shows what was issued, whatever the code: %j', (intouch) => {
    const other = { success: false, code: 8004, message: 'Not issued' };
    expect(failure(single, 400, { status: other, intouch }).outcome).toBe('partial');
    const row = { status: other, rewardId: 1, intouch: [intouch] };
    expect(failure(bulk, 400, { status: other, rewards: [row] }).outcome).toBe('partial');
  });

  it.each([200, 400])('are partial if only one row of several was issued, in part, with HTTP %i', (httpStatus) => {
    const error = failure(bulk, httpStatus, { status, rewards: [partly, refused] });
    expect(error).toMatchObject({ kind: 'partial', outcome: 'partial', code: 8010 });
    expect(error.message).toContain('2 of 2 rows failed');
    expect(error.details).toMatchObject({
      failed: [
        { index: 0, id: 2, code: 8010 },
        { index: 1, id: 3, code: 8004 },
      ],
      applied: [{ index: 0, id: 2, result: { intouch: [{ couponCode: 'C2' }] } }],
    });
    expect(failure(bulk, httpStatus, { status, rewards: [issued, partly] }).details).toMatchObject({
      failed: [{ id: 2 }],
      applied: [{ id: 1 }, { id: 2 }],
    });
  });

  it.each([200, 400])('are rejected if nothing was issued, with HTTP %i', (httpStatus) => {
    const none = { success: false, code: 8004, message: 'Not issued' };
    const nothing = { intouch: null, transactionId: null, promotion: null, vendor: null };
    for (const error of [
      failure(single, httpStatus, { status: none, ...nothing }),
      failure(single, httpStatus, { status: none, intouch: { pointsRedeemed: '0', couponCode: '' } }),
      failure(bulk, httpStatus, { status: none, rewards: [refused] }),
    ]) {
      expect(error).toMatchObject({ kind: 'rejected', outcome: 'rejected', code: 8004 });
    }
  });
});

describe('a reward issued by one call that gives a list of rows', () => {
  const single = tool('reward_issue');
  const voucher = {
    status: { success: true, code: 200, message: 'Issued' },
    rewardId: 9001,
    vendor: [{ pointsRedeemed: '500', voucher: { code: 'GC-1' } }],
  };
  const refused = {
    status: { success: false, code: 12035, message: 'Payment mode is needed' },
    rewardId: 9002,
    vendor: null,
  };

  it('is partial if one row succeeded and another was refused, and says what to do about the refusal', () => {
    const status = { success: false, code: 8010, message: 'Reward issued partially' };
    const error = failure(single, 400, { status, rewards: [voucher, refused] });
    expect(error).toMatchObject({ kind: 'partial', outcome: 'partial', code: 12035 });
    expect(error.details).toMatchObject({ applied: [{ id: 9001 }], failed: [{ id: 9002, code: 12035 }] });
    expect(error.hint).toContain('paymentConfig.id');
  });

  it.each([3004, 8003, 8004, 12005, 12016, 12035])('is rejected with code %i if nothing was issued', (code) => {
    const status = { success: false, code, message: 'Not issued' };
    const nothing = { rewards: null, intouch: null, promotion: null, vendor: null };
    expect(failure(single, 400, { status, ...nothing })).toMatchObject({ outcome: 'rejected', code });
  });
});

describe('a code whose meaning is documented', () => {
  it('brings advice of its own instead of the general one', () => {
    const errors = [{ code: 811, message: 'Badge not issued', reference: null }];
    const error = failure(tool('badge_earn'), 409, { data: null, errors, warnings: [] });
    expect(error).toMatchObject({ kind: 'conflict', code: 811, retryable: false, outcome: 'rejected' });
    expect(error.hint).toContain('badge_enroll_customers');
    expect(error.hint).toContain('Nothing was changed');
  });

  it('names only tools that exist', () => {
    const named = definitions.flatMap(({ response }) =>
      Object.values(response.advice).flatMap((advice) => advice.match(/\b[a-z]+_[a-z_]+\b/g) ?? []),
    );
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) tool(name);
  });
});

describe('an error of badges with HTTP 200', () => {
  it('is a failure, which names the field that is to blame', () => {
    const error = (code: number, reference: string | null) => ({ code, message: 'Refused', reference });
    const revoke = failure(tool('badge_revoke_enrolment'), 200, { data: null, errors: [error(1051, null)] });
    expect(revoke).toMatchObject({ kind: 'rejected', outcome: 'rejected', code: 1051 });
    const create = failure(tool('badge_create'), 400, {
      data: null,
      errors: [error(728, 'ownership.restrictedToOwners')],
    });
    expect(create.details).toMatchObject({ errors: [{ code: 728, id: 'ownership.restrictedToOwners' }] });
  });
});

describe('a validation failure without an envelope', () => {
  it('has its details as the reason', () => {
    const body = { timestamp: 1, errorCode: 400, message: 'Validation Failed', errorDetails: ['No customer is given'] };
    const error = failure(tool('cart_promotion_redeem'), 400, body);
    expect(error).toMatchObject({ kind: 'rejected', outcome: 'rejected', code: 400 });
    expect(error.message).toContain('Validation Failed: No customer is given');
  });
});

describe('rows that count their successes and failures', () => {
  const earn = tool('cart_promotion_earn_bulk');
  const row = (promotionId: string, successfulEarnCount: number, failedEarnCount: number) => ({
    promotionId,
    successfulEarnCount,
    failedEarnCount,
    ...(failedEarnCount > 0 && { errorDetails: { errorCode: 706, errorMessages: ['Earn limit reached'] } }),
    customerEarnedPromotions: [],
  });

  it('succeed if none failed', () => succeeds(earn, 200, { data: [row('a', 2, 0)] }));

  it('are partial if some failed, and rejected if all did', () => {
    const error = failure(earn, 200, { data: [row('a', 2, 0), row('b', 1, 2)] });
    expect(error).toMatchObject({ kind: 'partial', outcome: 'partial', code: 706 });
    expect(error.details).toMatchObject({ failed: [{ message: '2 failed: Earn limit reached' }] });
    const alone = failure(earn, 200, { data: [row('b', 1, 2)] });
    expect(alone).toMatchObject({ kind: 'partial', outcome: 'partial' });
    expect(failure(earn, 200, { data: [row('b', 0, 2)] })).toMatchObject({ kind: 'rejected', outcome: 'rejected' });
  });

  it('say how many failed if there is no reason', () => {
    const error = failure(earn, 200, { data: [row('a', 2, 0), { promotionId: 'b', failedEarnCount: 2 }] });
    expect(error.details).toMatchObject({ failed: [{ message: '2 failed' }] });
    expect(error.toJSON().error).not.toHaveProperty('code');
  });

  it('have the reason of a single grant if the row has none', () => {
    const errorDetails = { errorCode: 715, errorMessages: ['Not found'] };
    const body = { data: [{ promotionId: 'a', failedEarnCount: 1, customerEarnedPromotions: [{ errorDetails }] }] };
    expect(failure(earn, 200, body)).toMatchObject({ kind: 'not_found', outcome: 'rejected', code: 715 });
  });
});

describe('a row that failed without a reason', () => {
  const status = { success: false, code: 11004, message: 'Reward is already in an active promotion' };
  const create = tool('reward_create_promotion');

  it.each([{ failedRewards: [{ rewardId: 9 }] }, { failedRewards: [9, 10] }])(
    'has the reason of the whole call: %j',
    (rows) => {
      const error = failure(create, 200, { status, catalogPromotion: null, ...rows });
      expect(error).toMatchObject({ kind: 'conflict', outcome: 'rejected', code: 11004 });
      expect(error.message).toContain('already in an active promotion');
    },
  );

  it('does not take the description of a reward for the reason', () => {
    const reward = { id: 9, name: 'Mug', description: 'A white mug', intouchPoints: 50 };
    const error = failure(create, 400, { status, catalogPromotion: null, failedRewards: [reward] });
    expect(error).toMatchObject({ kind: 'conflict', code: 11004 });
    expect(error.message).toContain('already in an active promotion');
    const invalid = { success: false, code: 11015, message: 'Reward has expired' };
    expect(failure(create, 400, { status: invalid, catalogPromotion: null, failedRewards: [reward] })).toMatchObject({
      kind: 'rejected',
      code: 11015,
    });
  });

  it('has it too if other rows were saved', () => {
    const body = { status, catalogPromotion: { id: 4 }, failedRewards: [{ rewardId: 9 }] };
    expect(failure(create, 200, body)).toMatchObject({ kind: 'partial', code: 11004 });
  });
});

describe('counts of failures', () => {
  it('that leave no success are a refusal', () => {
    expect(failure(write, 200, { response: [], totalCount: 2, failureCount: 2 })).toMatchObject({
      kind: 'rejected',
      outcome: 'rejected',
    });
  });
});
