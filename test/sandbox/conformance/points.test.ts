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

const redeeming = (code: string): Args => ({
  body: {
    root: {
      redeem: [
        { points_redeemed: 10, customer: { mobile: ASHAS_MOBILE }, transaction_number: 'b-1', validation_code: code },
      ],
    },
  },
});

conform('Points', {
  points_check_redeemable_v1_1: { args: () => ({ ...toRedeem, program_id: 812, skip_validation: true }) },
  points_send_validation_code_v1_1: { args: () => toRedeem },
  points_redeem_v1_1: { args: async (_, run) => redeeming(await codeFor(run)) },
  points_check_transferrable: {
    args: () => ({
      body: {
        pointsTobeTransferred: 10,
        fromCustomerIdentifier: { type: 'MOBILE', value: ASHAS_MOBILE },
        toCustomerIdentifier: { type: 'ID', value: '418400002' },
      },
    }),
  },
  points_transfer: {
    args: () => ({
      body: {
        pointsTobeTransferred: 10,
        fromCustomerIdentifier: { type: 'MOBILE', value: ASHAS_MOBILE },
        toCustomerIdentifier: { type: 'ID', value: '418400002' },
      },
    }),
  },
  points_get_transfers: { args: asha },
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
  points_check_group_transferrable: { args: () => ({ body: {} }) },
  points_transfer_group: { args: () => ({ body: {} }) },
  points_unlock_promised: { args: () => ({ ...asha(), body: {} }) },
});
export const unused = ASHA;
