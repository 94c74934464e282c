/** Leads: what customers are interested in buying, and the staff's work on it; and programs of partners. */

import type { Domain } from '../domain.js';
import { blank } from '../personal-texts.js';
import { reassign } from '../reassign.js';
import { emptyPartnerProgramState } from './partner-program-state.js';
import { seedLeads } from './seed.js';
import { emptyLeadState } from './state.js';

export const leads: Domain = {
  name: 'leads',
  state: () => ({ ...emptyLeadState(), ...emptyPartnerProgramState() }),
  ids: { lead: 501, leadFollowUp: 901, leadStatusChange: 701, partnerProgram: 318 },
  handlers: async () => (await import('./endpoints.js')).leadsEndpoints,
  seed: { fashion: seedLeads },
  onMerge: (world, merge) => reassign(Object.values(world.leads), merge),
  onErase: (world, { customer, isPersonal }) => {
    const theirs = Object.values(world.leads).filter(({ customerId }) => customerId === customer.id);
    blank(theirs, ['leadFor', 'followUps', 'extendedFields'], isPersonal);
  },
};
