/** What the tests of coupon endpoints share: a sandbox with the sections, and the calls that most tests make. */
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { coupon } from '../../src/tools/coupon/coupon.js';
import { couponLegacy } from '../../src/tools/coupon/coupon.legacy.js';
import { customerLegacyActivity } from '../../src/tools/customer/customer.legacy.activity.js';
import { customerLoyalty } from '../../src/tools/customer/customer.loyalty.js';
import { type Answer, aCustomer, type CallOptions, type SharedSandbox, useSandbox, valueAt } from './support.js';

/** A series as an agent would send it. */
export const OFFER = {
  description: 'Monsoon 15 off',
  discountCode: 'MON15',
  validTillDate: '2027-09-30T00:00:00+05:30',
  anyUser: false,
  smsTemplate: 'Hi {{first_name}}, use {{voucher}}',
  discountType: 'PERC',
  discountValue: 15,
  clientHandlingType: 'DISC_CODE',
  expiryStrategyType: 'SERIES_EXPIRY',
};

type Headers = Record<string, string>;

export interface CouponSandbox {
  sandbox: SharedSandbox;
  call: (request: string, options?: CallOptions) => Promise<Answer>;
  /** A customer with a mobile of their own. */
  aMember: (more?: Parameters<typeof aCustomer>[1]) => Customer;
  createSeries: (more?: object) => Promise<Answer>;
  updateSeries: (id: number, more: object) => Promise<Answer>;
  /** The id of a new series. */
  aSeries: (more?: object) => Promise<number>;
  issue: (seriesId: number, customer: Customer) => Promise<Answer>;
  /** The code of a coupon of a new series, issued to the customer. */
  aCoupon: (customer: Customer, more?: object) => Promise<string>;
  redeem: (codes: readonly string[], customer: Customer, more?: object, headers?: Headers) => Promise<Answer>;
  check: (codes: string, customer: Customer, more?: string, headers?: Headers) => Promise<Answer>;
}

export const mobileOf = (customer: Customer): string => customer.profiles[0]?.identifiers[0]?.value ?? '';

/** The code of v2's first error. */
export const errorOf = ({ body }: Answer): unknown => valueAt(body, 'errors.0.code');

export function useCouponSandbox(): CouponSandbox {
  const sandbox = useSandbox([
    ...coupon.definitions,
    ...couponLegacy.definitions,
    ...customerLoyalty.definitions,
    ...customerLegacyActivity.definitions,
  ]);
  const { call } = sandbox;
  const createSeries = (more: object = {}): Promise<Answer> =>
    call('POST /v2/coupon/series', { body: { CouponSeriesV2: { ...OFFER, ...more } } });
  const aSeries = async (more: object = {}): Promise<number> => {
    const answer = await createSeries(more);
    if (answer.status !== 200) throw new Error(`no series: ${JSON.stringify(answer.body)}`);
    return Number(valueAt(answer.body, 'id'));
  };
  const issue = (seriesId: number, customer: Customer): Promise<Answer> =>
    call('POST /v2/coupon/issue', { body: { seriesId, customer: { id: customer.id } } });
  return {
    sandbox,
    call,
    aMember: (more = {}) => aCustomer(sandbox.world, more),
    createSeries,
    updateSeries: (id, more) =>
      call(`PUT /v2/coupon/series/${id}?format=json`, { body: { CouponSeriesV2: { ...OFFER, ...more } } }),
    aSeries,
    issue,
    aCoupon: async (customer, more = {}) => {
      const answer = await issue(await aSeries(more), customer);
      if (answer.status !== 200) throw new Error(`no coupon: ${JSON.stringify(answer.body)}`);
      return String(valueAt(answer.body, 'code'));
    },
    redeem: (codes, customer, more = {}, headers = {}) =>
      call('POST /v2/coupon/redeem', {
        body: { redemptionRequestList: codes.map((code) => ({ code })), user: { id: customer.id }, ...more },
        headers,
      }),
    check: (codes, customer, more = '', headers = {}) =>
      call(`GET /v2/coupon/is_redeemable?id=${customer.id}&code=${codes}${more}`, { headers }),
  };
}
