/** Leads: what customers are interested in buying, and the staff's work on it. */
import type { Domain } from '../domain.js';
import { leadHandlers } from './handlers.js';
import { seedLeads } from './seed.js';
import { emptyLeadState } from './state.js';

export const leads: Domain = {
  name: 'leads',
  state: emptyLeadState,
  ids: { lead: 501, leadFollowUp: 901, leadStatusChange: 701 },
  handlers: leadHandlers,
  seed: { fashion: seedLeads },
  onMerge: (world, { victim, survivor }) => {
    for (const lead of Object.values(world.leads)) if (lead.customerId === victim.id) lead.customerId = survivor.id;
  },
};
