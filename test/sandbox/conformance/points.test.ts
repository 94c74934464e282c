import { valueAt } from '../support.js';
import { conform } from './conform.js';
import { ASHA, ASHAS_MOBILE, asha } from './people.js';
import type { Args, Do } from './sample.js';

const toRedeem = { mobile: ASHAS_MOBILE, points: 10 };

/** Asks for a code as the till would, and reads it where the sandbox tells it. */
async function codeFor(run: Do): Promise<string> {
  const answer = await run('points_send_validation_code_v1_1', toRedeem);
  const message = String(valueAt(answer, 'response.validation_code.code.item_status.message'));
  return /\b([A-Z0-9]{6})\b/.exec(message)?.[1] ?? message;
}

const redeeming = (code: string, customFields?: readonly object[]): Args => ({
  body: {
    root: {
      redeem: [
        {
          points_redeemed: 10,
          customer: { mobile: ASHAS_MOBILE },
          transaction_number: 'b-1',
          validation_code: code,
          ...(customFields && { custom_fields: { field: customFields } }),
        },
      ],
    },
  },
});

const transfer = (points: number): Args => ({
  body: {
    pointsTobeTransferred: points,
    programId: 812,
    fromCustomerIdentifier: { type: 'MOBILE', value: ASHAS_MOBILE },
    toCustomerIdentifier: { type: 'ID', value: '418400002' },
  },
});

/** From the family of Rao to a customer, by the group's primary member. */
const groupTransfer = (points: number): Args => ({
  body: {
    pointsTobeTransferred: points,
    programId: 812,
    notes: 'pool',
    transferredBy: { identifierType: 'id', identifierValue: String(ASHA), source: 'INSTORE' },
    fromEntity: { type: 'USERGROUP2', identifierType: 'externalId', identifierValue: 'fam-rao-01' },
    toEntity: { type: 'CUSTOMER', identifierType: 'id', identifierValue: '418400005', source: 'INSTORE' },
  },
});

/** The same by customer id, with v2. */
const redeemingById = (code: string): Args => ({
  customerId: ASHA,
  body: { points: 10, transactionNumber: 'b-1', validationCode: code, source: 'INSTORE', commit: true },
});

conform('Points', {
  points_check_redeemable_v1_1: {
    args: () => ({ ...toRedeem, program_id: 812 }),
    other: () => ({ ...toRedeem, points: 20, program_id: 812 }),
    unchanged: 'it only asks, unless it is to send a code',
    without: {
      points: 'answered: not redeemable, with the reason',
      program_id: 'the organisation has one program',
    },
  },
  points_send_validation_code_v1_1: { args: () => toRedeem },
  points_redeem_v1_1: { args: async (_, run) => redeeming(await codeFor(run)) },
  points_check_transferrable: {
    args: () => transfer(10),
    other: () => transfer(20),
    unchanged: 'it only asks, unless it is to send a code',
  },
  points_transfer: { args: () => transfer(10) },
  points_get_transfers: {
    args: async (_, run) => {
      await run('points_transfer', transfer(10));
      return asha();
    },
    other: () => ({ identifierName: 'id', identifierValue: '418400002', source: 'INSTORE' }),
  },
  points_reverse_redemption: {
    args: async (_, run) => {
      const answer = await run('points_redeem_v1_1', redeeming(await codeFor(run)));
      return {
        body: {
          redemptionId: valueAt(answer, 'response.responses.points.redemption_id'),
          identifier: { type: 'mobile', value: ASHAS_MOBILE },
        },
      };
    },
  },
  points_check_group_transferrable: {
    args: () => groupTransfer(10),
    other: () => groupTransfer(20),
    unchanged: 'it only asks',
  },
  points_transfer_group: { args: () => groupTransfer(10) },
  points_unlock_promised: {
    args: async (_, run) => {
      await run('transaction_add', {
        ...asha(),
        source: 'ECOMMERCE',
        body: { type: 'REGULAR', billNumber: 'web-1', billAmount: 1200 },
      });
      return { ...asha(), body: { eventName: 'TransactionAdd', billNumber: 'web-1' } };
    },
    differs: { 'pointsUnlocked[].itemCode': 'points of a bill belong to no line' },
  },
  points_redeem_by_customer_id: { args: async (_, run) => redeemingById(await codeFor(run)) },
  points_update_redemption: {
    args: async (_, run) => {
      const answer = await run('points_redeem_v1_1', redeeming(await codeFor(run), [{ name: 'counter', value: '1' }]));
      return {
        body: {
          redemptionId: valueAt(answer, 'response.responses.points.redemption_id'),
          billNumber: 'BILL-26-1001',
          purpose: 'Checkout',
          entity: { type: 'CUSTOMER', identifierType: 'mobile', identifierValue: ASHAS_MOBILE },
          customFields: { counter: '2' },
        },
      };
    },
  },
});
