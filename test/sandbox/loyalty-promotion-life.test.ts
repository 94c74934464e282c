/** A loyalty promotion from draft to stopped, members who are taken out of it, and what it gave them. */
import { describe, expect, it } from 'vitest';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { balance, customerEntity } from '../../src/sandbox/domains/points/ledger.js';
import { addBill } from '../../src/sandbox/domains/transaction/rules.js';
import { definitions } from '../../src/tools/catalogue.js';
import { type Answer, aCustomer, fieldOfEach, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;
const codeOf = ({ status, body }: Answer): unknown[] => [status, valueAt(body, 'errors.0.code')];

let count = 0;
const draft = async (metadata: object = {}, actions: object[] = [points('5001')]): Promise<string> => {
  count += 1;
  const body = {
    metadata: {
      name: `Life ${count}`,
      promoIdentifier: `life-${count}`,
      startDate: '2026-05-01T00:00:00Z',
      endDate: '2026-05-31T23:59:59Z',
      promotionType: 'GENERIC',
      ...metadata,
    },
    customerEnrolment: { enrolmentMethod: 'IMPORT' },
    activities: [
      { id: 'a', type: 'SINGLE', event: 'TransactionAdd', expJSON: 'true', commonCycleActionMapping: [{ actions }] },
    ],
  };
  return String(valueAt((await call('POST /v3/promotions', { body })).body, 'data.id'));
};
const points = (AwardStrategy: string) => ({
  actionName: 'AWARD_POINTS_ACTION',
  mandatoryPropertiesValues: { AwardStrategy },
});
const move = (id: string, existingStatus: string, promotionStatus: string) =>
  call(`PUT /v3/requests/PROMOTION/${id}/status?existingStatus=${existingStatus}`, { body: { promotionStatus } });
const review = (id: string, approvalStatus: string) =>
  call(`POST /v3/promotions/${id}/review`, { body: { approvalStatus } });
const live = async (metadata: object = {}, actions?: object[]) => {
  const id = await draft(metadata, actions);
  await move(id, 'DRAFT', 'PENDING_APPROVAL');
  const { body } = await review(id, 'APPROVE');
  return { id, promotionId: Number(valueAt(body, 'data.metadata.promotionId')) };
};
const statusOf = async (id: string) => valueAt((await call(`GET /v3/promotions/${id}`)).body, 'data.metadata.status');
const held = (customer: Customer): number => balance(sandbox.world, customerEntity(customer.id));
/** The points that a bill of 100 gives besides its own. */
const bonus = (customer: Customer): number => {
  const before = held(customer);
  addBill(sandbox.world, { customer, billNumber: `life-${++count}`, amount: 100, tillId: TILL });
  return held(customer) - before - 10;
};

describe('the status of a promotion', () => {
  it('goes from draft over approval to live, and bills follow it', async () => {
    const id = await draft();
    const customer = aCustomer(sandbox.world);
    expect(codeOf(await review(id, 'APPROVE'))).toEqual([400, 999999]);
    expect((await move(id, 'DRAFT', 'PENDING_APPROVAL')).body).toMatchObject({
      data: { unifiedPromotionId: id, metadata: { status: 'PENDING_APPROVAL', promotionMode: 'UNIFIED' } },
      errors: null,
    });
    expect(bonus(customer)).toBe(0);
    await review(id, 'APPROVE');
    expect(bonus(customer)).toBe(100);
    await move(id, 'ACTIVE', 'PAUSE');
    expect([await statusOf(id), bonus(customer)]).toEqual(['PAUSED', 0]);
    await move(id, 'PAUSED', 'RESUME');
    expect(bonus(customer)).toBe(100);
    await move(id, 'ACTIVE', 'STOP');
    expect([await statusOf(id), bonus(customer)]).toEqual(['STOPPED', 0]);
  });

  it('can be recalled before it is decided, or rejected, and then submitted again', async () => {
    const id = await draft();
    await move(id, 'DRAFT', 'PENDING_APPROVAL');
    await move(id, 'PENDING_APPROVAL', 'REVOKE');
    expect(await statusOf(id)).toBe('DRAFT');
    await move(id, 'DRAFT', 'PENDING_APPROVAL');
    await review(id, 'REJECT');
    expect(await statusOf(id)).toBe('DRAFT');
    expect((await move(id, 'DRAFT', 'PENDING_APPROVAL')).status).toBe(200);
  });

  it('is refused where it is another, with the HTTP status of a success, and stays', async () => {
    const { id } = await live();
    expect(codeOf(await move(id, 'DRAFT', 'PENDING_APPROVAL'))).toEqual([200, 310191]);
    expect(codeOf(await move(id, 'ACTIVE', 'RESUME'))).toEqual([200, 310191]);
    expect(codeOf(await move('0'.repeat(24), 'ACTIVE', 'PAUSE'))).toEqual([200, 310191]);
    expect(codeOf(await move(id, 'ENDED', 'PAUSE'))).toEqual([400, 400]);
    expect(codeOf(await move(id, 'ACTIVE', 'DELETE'))).toEqual([400, 300008]);
    expect(codeOf(await call(`PUT /v3/requests/PROMOTION/${id}/status?existingStatus=ACTIVE`, { body: {} }))).toEqual([
      400, 300009,
    ]);
    expect(await statusOf(id)).toBe('ACTIVE');
    await move(id, 'ACTIVE', 'STOP');
    expect(codeOf(await move(id, 'PAUSED', 'RESUME'))).toEqual([200, 310191]);
  });
});

describe('a member', () => {
  const EARNING = { promotionType: 'LOYALTY_EARNING' };
  const join = (promotion: { id: string; promotionId: number }, customer: Customer) => async (action: string) =>
    (
      await call('POST /v3/promotions/enrol', {
        body: {
          action,
          promotion,
          customer: { identifierName: 'id', identifierValue: String(customer.id), source: 'INSTORE' },
          programId: 812,
        },
      })
    ).body;
  const revoke = (promotionId: number, customer: Customer, more: object, row: object = {}, query = '') =>
    call(`POST /v3/promotions/revoke${query}`, {
      body: {
        action: 'REVOKE_ENROLL',
        programId: 812,
        promotion: { promotionId },
        customers: [{ identifierName: 'id', identifierValue: String(customer.id), ...row }],
        ...more,
      },
    });
  const joined = async (promotion: { id: string; promotionId: number }) => {
    const customer = aCustomer(sandbox.world);
    await join(promotion, customer)('ENROL');
    const body = await join(promotion, customer)('OPT_IN');
    return {
      customer,
      enrolment: Number(valueAt(body, 'data.enrollmentStatus.promotion.enrollmentId')),
      optIn: Number(valueAt(body, 'data.enrollmentStatus.promotion.optinId')),
    };
  };

  it('who is taken out loses the opt-in too, gets nothing more, and keeps what was given', async () => {
    const promotion = await live(EARNING);
    const { customer, enrolment, optIn } = await joined(promotion);
    expect(bonus(customer)).toBe(100);
    const before = held(customer);
    const { body } = await revoke(
      promotion.promotionId,
      customer,
      { requestId: 'r-1' },
      { enrollmentIds: [enrolment] },
    );
    expect(body).toMatchObject({
      data: {
        requestId: 'r-1',
        status: 'SUCCESS',
        customerResults: [{ revokedEnrollmentIds: [enrolment], revokedOptInIds: [optIn], errors: [] }],
        failureCount: 0,
      },
      errors: null,
    });
    expect(held(customer)).toBe(before);
    expect(bonus(customer)).toBe(0);
    const history = await call(`GET /v3/members/${customer.id}/promotions/${promotion.promotionId}`);
    expect(history.body).toMatchObject({
      promotions: [
        {
          customerPromotionTimelines: [
            { enrollmentDetails: [{ enrollmentId: enrolment, active: false, optInDetails: [{ active: false }] }] },
          ],
        },
      ],
    });
    await join(promotion, customer)('ENROL');
    await join(promotion, customer)('OPT_IN');
    expect(bonus(customer)).toBe(100);
  });

  it('whose opt-in is revoked stays enrolled', async () => {
    const promotion = await live(EARNING);
    const { customer } = await joined(promotion);
    const all = await revoke(promotion.promotionId, customer, { action: 'REVOKE_OPTIN' }, {}, '?revokeAllOptIns=true');
    expect(valueAt(all.body, 'data.status')).toBe('SUCCESS');
    const standing = `GET /v3/members/${customer.id}/promotions?memberEnrollmentStatus=PENDING_OPT_IN`;
    expect(fieldOfEach((await call(standing)).body, 'promotions', 'promotionId')).toContain(promotion.promotionId);
    expect(bonus(customer)).toBe(0);
  });

  it('who is not in it makes the row fail, with HTTP 200', async () => {
    const promotion = await live(EARNING);
    const rowOf = async (more: object, row: object, query = '') => {
      const { status, body } = await revoke(promotion.promotionId, aCustomer(sandbox.world), more, row, query);
      return [
        status,
        valueAt(body, 'data.status'),
        valueAt(body, 'data.failureCount'),
        valueAt(body, 'data.customerResults.0.errors.0.code'),
      ];
    };
    const optIn = { action: 'REVOKE_OPTIN' };
    expect(await rowOf({}, { enrollmentIds: [1] })).toEqual([200, 'FAILED', 1, 3901]);
    expect(await rowOf({}, {}, '?revokeAllEnrollments=true')).toEqual([200, 'FAILED', 1, 3901]);
    expect(await rowOf(optIn, { optInIds: [1] })).toEqual([200, 'FAILED', 1, 8892]);
    expect(await rowOf(optIn, {}, '?revokeAllOptIns=true')).toEqual([200, 'FAILED', 1, 8893]);
  });

  it('is not touched by a call that is wrong as a whole, or repeated', async () => {
    const promotion = await live(EARNING);
    const { customer, enrolment } = await joined(promotion);
    const ids = { enrollmentIds: [enrolment] };
    const refused = async (more: object, row: object = ids, query = '') =>
      codeOf(await revoke(promotion.promotionId, customer, more, row, query));
    expect(await refused({ programId: 1 })).toEqual([400, 400]);
    expect(await refused({ promotion: {} })).toEqual([400, 400]);
    expect(await refused({ promotion: { promotionId: 1 } })).toEqual([400, 400]);
    expect(await refused({ customers: [] })).toEqual([400, 400]);
    expect(await refused({}, {})).toEqual([400, 400]);
    expect(await refused({}, { enrollmentIds: Array.from({ length: 11 }, (_, n) => n) })).toEqual([400, 400]);
    expect(await refused({}, { optInIds: [1] })).toEqual([400, 400]);
    expect(await refused({}, ids, '?revokeAllOptIns=true')).toEqual([400, 400]);
    expect(await refused({ optOutDate: '2030-01-01T00:00:00Z' })).toEqual([400, 400]);
    expect((await revoke(promotion.promotionId, customer, { requestId: 'once' }, ids)).status).toBe(200);
    expect(await refused({ requestId: 'once' })).toEqual([400, 558]);
    await move(promotion.id, 'ACTIVE', 'STOP');
    expect(await refused({}, ids)).toEqual([400, 400]);
  });
});

describe('what a promotion gave', () => {
  const seriesId = () => Object.values(sandbox.world.couponSeries).find((each) => each.seriesCode === 'VISIT100')?.id;
  const coupon = () => ({
    actionName: 'PE_ISSUE_VOUCHER_ACTION',
    mandatoryPropertiesValues: { VoucherSeriesId: String(seriesId()) },
  });
  const incentives = async (customer: Customer, promotionId: number, more = '') =>
    (
      await call(
        `GET /v3/customers/${customer.id}/customerPromotionDetails/actionSummary?programId=812&promotionId=${promotionId}${more}`,
      )
    ).body;
  const benefits = (customer: Customer, more: string) =>
    call(
      `GET /v2/customers/lookup/customerPromotionDetails/actionSummary?source=INSTORE&identifierName=id&identifierValue=${customer.id}&programId=812${more}`,
    );

  it('is summed up by what it is: points in one read, all else in the other', async () => {
    const { promotionId } = await live({}, [points('5001'), coupon()]);
    const customer = aCustomer(sandbox.world);
    expect([bonus(customer), bonus(customer)]).toEqual([100, 100]);
    expect((await benefits(customer, `&promotionId=${promotionId}`)).body).toMatchObject({
      customerId: customer.id,
      points: [{ pointsCategory: 'REGULAR_POINTS', totalPointsIssued: 200, numberOfTimesIssued: 2 }],
      badges: [],
      warnings: [],
    });
    const given = { activityId: 'a', action: 'COUPONS', actionId: String(seriesId()), actionIssuedCount: 2 };
    expect(await incentives(customer, promotionId)).toMatchObject({ entityId: customer.id, incentives: [given] });
    expect(valueAt(await incentives(customer, promotionId, '&activityId=other'), 'incentives')).toEqual([]);
  });

  it('is known of older promotions, too, and may be nothing', async () => {
    const customer = aCustomer(sandbox.world);
    const nothing = await benefits(customer, '&promotionIdentifier=birthday');
    expect(nothing.body).toMatchObject({ points: [], warnings: [{ code: 8116 }] });
    await call('POST /v2/promotion/bulk/directEarn', {
      body: {
        type: 'CUSTOMER',
        promotionDetails: { programId: 812, promoIdentifier: 'birthday' },
        identifierName: 'id',
        customers: [{ identifierValue: String(customer.id), source: 'INSTORE' }],
      },
    });
    expect((await benefits(customer, '&promotionIdentifier=birthday')).body).toMatchObject({
      points: [{ totalPointsIssued: 50, numberOfTimesIssued: 1 }],
    });
  });

  it('is refused for what does not exist', async () => {
    const customer = aCustomer(sandbox.world);
    expect(valueAt(await incentives(customer, 1), 'errors.0.code')).toBe(3013);
    expect(codeOf(await benefits(customer, '&promotionId=1'))).toEqual([400, 8874]);
    expect(codeOf(await benefits(customer, ''))).toEqual([400, 8883]);
    const query = 'programId=1&promotionId=90211';
    const path = `/v3/customers/${customer.id}/customerPromotionDetails/actionSummary`;
    expect(codeOf(await call(`GET ${path}?${query}`))).toEqual([400, 9001]);
  });
});
