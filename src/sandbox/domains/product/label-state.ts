/** State of labels for customers, products and stores, and their assignments. */
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends LabelState {}
}

/** What a label can be put on. */
export type Labelled = 'CUSTOMER' | 'PRODUCT' | 'STORE';

/** When assignments of a label end. */
export type LabelExpiry =
  | { type: 'NONE' }
  | { type: 'FIXED_DATE'; expiryDate: Instant }
  | { type: 'RELATIVE'; unit: 'DAYS' | 'MONTHS' | 'YEARS'; value: number };

export interface Label {
  id: number;
  name: string;
  /** Empty for none. */
  externalId: string;
  description: string;
  entityType: Labelled;
  expiry: LabelExpiry;
  status: 'ACTIVE' | 'ARCHIVED';
  createdOn: Instant;
  createdBy: number;
  modifiedOn: Instant;
  modifiedBy: number;
}

/** A label assigned to an entity. */
export interface LabelAssignment {
  id: number;
  labelId: number;
  /** SKU of a product, id of a customer or store. */
  entityId: string;
  expiresOn: Instant | null;
  removed: boolean;
}

export interface LabelState {
  labels: Record<number, Label>;
  labelAssignments: Record<number, LabelAssignment>;
}

export const emptyLabelState = (): LabelState => ({ labels: {}, labelAssignments: {} });
