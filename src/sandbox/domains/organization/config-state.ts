/** State of the organization's configuration keys that were set; others have their default. */

declare module '../../world/world.js' {
  interface World extends OrganisationConfigState {}
}

export interface OrganisationConfig {
  id: number;
  keyName: string;
  value: string;
}

export interface OrganisationConfigState {
  /** By key. */
  organisationConfigs: Record<string, OrganisationConfig>;
  /** Custom fields of the organization itself, by name. */
  organisationFields: Record<string, unknown>;
}

export const emptyOrganisationConfigState = (): OrganisationConfigState => ({
  organisationConfigs: {},
  organisationFields: {},
});
