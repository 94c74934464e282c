/** The organization itself, its configuration, and companies of business customers. */
import type { Domain } from '../domain.js';
import { emptyOrganisationConfigState } from './config-state.js';
import { emptyOrganisationState } from './state.js';

export const organization: Domain = {
  name: 'organization',
  state: () => ({ ...emptyOrganisationState(), ...emptyOrganisationConfigState() }),
  ids: { company: 31, organisationConfig: 629001 },
  handlers: async () => (await import('./endpoints.js')).organizationEndpoints,
};
