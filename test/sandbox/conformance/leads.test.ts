import type { Lead } from '../../../src/sandbox/domains/leads/state.js';
import { conform } from './conform.js';
import { first } from './people.js';

/** With a follow-up that is planned. */
const isPlanned = ({ status, nextFollowUp }: Lead): boolean => status !== 'WON' && nextFollowUp !== null;

conform('Leads', {
  lead_add: {
    args: (world) => ({
      body: {
        type: 'SKU',
        leadFor: 'JKT-BMB-L',
        idType: 'MOBILE',
        identifier: '919800000001',
        status: 'OPEN',
        nextFollowUp: '2026-05-12T10:00:00+05:30',
        followUpDetails: [
          {
            notes: 'by phone',
            followedUpOn: '2026-05-02T10:45:00+05:30',
            scheduledFollowUp: '2026-05-02T10:45:00+05:30',
          },
        ],
        statusLogDetails: [{ status: 'OPEN', reasonId: first(world.leadReasons).id }],
      },
    }),
  },
  lead_add_substatus: { args: () => ({ body: { status: 'LOST', subStatus: 'PriceTooHigh' } }) },
  lead_update_status: {
    args: (world) => ({
      leadId: first(world.leads, isPlanned).id,
      body: { status: 'ON_HOLD', subStatus: 'Awaiting stock', reasonId: first(world.leadReasons).id },
    }),
  },
  lead_add_followup: {
    args: (world) => ({
      leadId: first(world.leads, isPlanned).id,
      body: {
        followedUpOn: '2026-05-02T10:45:00+05:30',
        createdBy: 5001101,
        notes: 'wants to try it on',
        nextFollowUp: '2026-05-12T10:00:00+05:30',
      },
    }),
  },
  lead_update: { args: (world) => ({ leadId: first(world.leads).id, body: { owner: 'asha.r' } }) },
  lead_add_reasons: { args: () => ({ body: [{ reason: 'Awaiting stock' }] }) },
  lead_get_status_log: { args: (world) => ({ leadId: first(world.leads).id }) },
  lead_get_followups: { args: (world) => ({ leadId: first(world.leads, ({ followUps }) => followUps.length > 1).id }) },
  lead_get_reasons: {
    args: () => ({}),
    meanwhile: (_, run) => run('lead_add_reasons', { body: [{ reason: 'Moved away' }] }),
  },
  lead_get: { args: () => ({}), other: () => ({ status: 'WON' }) },
  lead_get_substatuses: {
    args: () => ({}),
    meanwhile: (_, run) => run('lead_add_substatus', { body: { status: 'LOST', subStatus: 'Moved away' } }),
  },
  lead_list_assigned: { args: () => ({ owner: 'vikram.s' }) },
  lead_search: { args: () => ({}), other: () => ({ type: 'BRAND' }) },
});
