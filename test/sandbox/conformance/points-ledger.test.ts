import { conform } from './conform.js';
import { ASHA, ASHAS_MOBILE, asha, eventOf, first } from './people.js';
import type { Args } from './sample.js';

/** An award of Asha's purchases gets another year. */
const moving = (award: number): Args => ({
  body: {
    expiryDateUpdateRequest: [
      {
        identifierName: 'mobile',
        identifierValue: ASHAS_MOBILE,
        programId: 812,
        pointsAwardedRefId: award,
        pointsAwardedRefType: 'POINT_AWARDED',
        expiryDate: { expiryType: 'FIXED_DATE', expiryValue: '2027-12-31' },
      },
    ],
  },
});

const history = (customerId: number): Args => ({
  customerId,
  body: { filter: { filterType: 'NONE', filterValues: [] }, pageDetails: { offset: 0, limit: 10 } },
});

conform('Points ledger', {
  points_ledger_get_balance: { args: asha },
  points_ledger_get_entries: {
    args: asha,
  },
  points_ledger_explode: {
    args: (world) => ({ ...asha(), eventIds: String(eventOf(world, ASHA, 'TransactionAdd').id) }),
  },
  points_ledger_get_group_redemptions: {
    args: async (world, run) => {
      await run('points_send_validation_code_v1_1', { mobile: ASHAS_MOBILE, points: 10 });
      const validationCode = world.validationCodes.at(-1)?.code;
      await run('points_redeem_by_customer_id', { customerId: ASHA, body: { points: 10, validationCode } });
      return { customerId: ASHA, scope: 'user' };
    },
    other: () => ({ customerId: ASHA, scope: 'group' }),
  },
  points_ledger_get_expiry_updates: {
    args: async (world, run) => {
      const award = first(world.lots, ({ entity, remaining }) => entity.id === ASHA && remaining > 0);
      await run('points_update_expiry', moving(award.id));
      return { customerId: ASHA };
    },
    other: () => ({ customerId: 418400002 }),
  },
  points_ledger_get_historical: {
    args: () => history(ASHA),
    other: () => history(418400002),
  },
});
