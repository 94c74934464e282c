/** State of locations: what the Locations endpoints keep of stores, zones, concepts and tills beside the entities. */
import type { Instant } from '../clock.js';

export type LocationType = 'STORE' | 'ZONE' | 'TILL' | 'CONCEPT';

/** Language, currency and time zone; what a location may inherit from the one above it. */
export interface Locale {
  /** BCP 47, e.g. en-IN. */
  language: string;
  /** ISO 4217. */
  currency: string;
  /** IANA name, e.g. Asia/Kolkata. */
  timezone: string;
}

export interface LocationDetails extends Locale {
  /** Tills: calls by this till's user count as those of an ADMIN_USER. */
  isAdmin: boolean;
  /** Tills: the default till of its store. */
  isDefault: boolean;
  /** Those that the entity itself has no field for. */
  externalIds: string[];
  description: string;
  customFields: Record<string, unknown>;
  updatedOn: Instant;
}

export interface LocationState {
  /** By type and id: `STORE:50011`. A location made elsewhere may have none: then the organisation's locale counts. */
  locationDetails: Record<string, LocationDetails>;
}

export const emptyLocationState = (): LocationState => ({ locationDetails: {} });
