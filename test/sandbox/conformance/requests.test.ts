import { conform } from './conform.js';
import { ASHA, ASHAS_MOBILE, first } from './people.js';
import type { Args } from './sample.js';

const claim = (): Args => ({
  body: {
    type: 'TRANSACTION',
    baseType: 'REGULAR_TXN_ADD',
    customerIdentificationInfo: { identifierType: 'mobile', identifierValue: ASHAS_MOBILE, source: 'INSTORE' },
    transaction: {
      type: 'REGULAR',
      billNumber: 'INV-30551',
      billAmount: '540',
      billingDate: '2026-05-01T18:05:00+05:30',
    },
    comments: 'missed bill',
  },
});
const goodwill = (): Args => ({
  body: {
    root: {
      request: [
        { type: 'GOODWILL', base_type: 'POINTS', customer: { mobile: ASHAS_MOBILE }, points: '50', reference_id: 'r1' },
      ],
    },
  },
});
const decision = (id: number, base_type = 'POINTS', type = 'GOODWILL'): Args => ({
  body: { root: { request: [{ id: String(id), type, base_type, updated_comments: 'ok' }] } },
});
const retro = (id: number): Args => ({
  body: {
    root: {
      request: [
        {
          type: 'TRANSACTION_UPDATE',
          base_type: 'RETRO',
          customer: { mobile: '919800000002' },
          transaction_id: String(id),
          old_type: 'NOT_INTERESTED',
          new_type: 'REGULAR',
        },
      ],
    },
  },
});
const CLAIMS = { requestType: 'TRANSACTION', requestSubType: 'REGULAR_TXN_ADD' };

conform('Requests', {
  request_add: { args: claim },
  request_update: {
    args: (world) => {
      const { id } = first(world.requests, ({ type }) => type === 'TRANSACTION');
      return {
        body: [{ type: 'TRANSACTION', baseType: 'REGULAR_TXN_ADD', id, status: 'APPROVED', comments: 'checked' }],
      };
    },
  },
  request_get_status: { args: (world) => ({ id: first(world.requests, ({ type }) => type === 'TRANSACTION').id }) },
  request_get_details: { args: () => CLAIMS },
  request_add_v1_1: {
    args: () => ({
      body: {
        root: {
          request: [
            {
              reference_id: 'HD-5521',
              type: 'CHANGE_IDENTIFIER',
              base_type: 'EMAIL',
              customer: { mobile: ASHAS_MOBILE },
              old_value: 'asha.rao@example.com',
              new_value: 'asha@example.net',
            },
          ],
        },
      },
    }),
  },
  request_approve_v1_1: {
    args: async (world, run) => {
      await run('request_add_v1_1', goodwill());
      return decision(world.ids['request'] ?? 0);
    },
  },
  request_reject_v1_1: {
    args: async (world, run) => {
      await run('request_add_v1_1', goodwill());
      return decision(world.ids['request'] ?? 0);
    },
  },
  request_get_v1_1: { args: () => ({ type: 'GOODWILL', user_id: ASHA }) },
  request_get_logs_v1_1: {
    args: () => ({ type: 'CHANGE_IDENTIFIER', base_type: 'EMAIL', start_date: '2026-01-01', end_date: '2026-05-03' }),
  },
  request_send_retro_v1_1: {
    args: async (world, run) => {
      await run('transaction_add', {
        body: { type: 'NOT_INTERESTED', billNumber: 'walk-2', billAmount: 300 },
        source: 'INSTORE',
      });
      return retro(world.ids['transaction'] ?? 0);
    },
  },
  request_approve_retro_v1_1: {
    args: (world) => decision(first(world.requests, ({ type }) => type === 'RETRO').id, 'RETRO', 'TRANSACTION_UPDATE'),
  },
});
