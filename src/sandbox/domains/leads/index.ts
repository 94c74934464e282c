/** Leads: what customers are interested in buying, and the staff's work on it. */
import { blank } from '../../rules/personal-texts.js';
import type { Domain } from '../domain.js';
import { reassign } from '../reassign.js';
import { leadHandlers } from './handlers.js';
import { seedLeads } from './seed.js';
import { emptyLeadState } from './state.js';

export const leads: Domain = {
  name: 'leads',
  state: emptyLeadState,
  ids: { lead: 501, leadFollowUp: 901, leadStatusChange: 701 },
  handlers: leadHandlers,
  seed: { fashion: seedLeads },
  onMerge: (world, merge) => reassign(Object.values(world.leads), merge),
  onErase: (world, { customer, isPersonal }) => {
    const theirs = Object.values(world.leads).filter(({ customerId }) => customerId === customer.id);
    blank(theirs, ['leadFor', 'followUps', 'extendedFields'], isPersonal);
  },
};
