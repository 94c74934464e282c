/** The organization itself, its configuration, and companies of business customers. */
import type { Domain } from '../domain.js';
import { companyHandlers } from './company-handlers.js';
import { emptyOrganisationConfigState } from './config-state.js';
import { organizationHandlers } from './handlers.js';
import { emptyOrganisationState } from './state.js';

export const organization: Domain = {
  name: 'organization',
  state: () => ({ ...emptyOrganisationState(), ...emptyOrganisationConfigState() }),
  ids: { company: 31, organisationConfig: 629001 },
  handlers: { ...companyHandlers, ...organizationHandlers },
};
