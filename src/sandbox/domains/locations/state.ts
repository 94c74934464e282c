/** State of locations: data of stores, zones, concepts and tills that only the Locations endpoints use. */
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends LocationState {}
}

export type LocationType = 'STORE' | 'ZONE' | 'TILL' | 'CONCEPT';

/** Language, currency and time zone, which a location may inherit from its parent. */
export interface Locale {
  /** BCP 47, e.g. en-IN. */
  language: string;
  /** ISO 4217. */
  currency: string;
  /** IANA name, e.g. Asia/Kolkata. */
  timezone: string;
}

export interface LocationDetails extends Locale {
  /** Tills: calls by this till's user count as those of an ADMIN_USER. Stores: of the type ADMIN. */
  isAdmin: boolean;
  /** Tills: the default till of its store. */
  isDefault: boolean;
  /** External ids for which the entity itself has no field. */
  externalIds: string[];
  description: string;
  customFields: Record<string, unknown>;
  /** Stores that were added by v2: their landline, and the ids of Capillary's lists of cities and areas. */
  landline?: string;
  cityId?: number;
  areaId?: number;
  updatedOn: Instant;
}

export interface LocationState {
  /**
   * By type and id: `STORE:50011`. A location created elsewhere may have no entry; then the organization's locale
   * counts.
   */
  locationDetails: Record<string, LocationDetails>;
}

export const emptyLocationState = (): LocationState => ({ locationDetails: {} });
