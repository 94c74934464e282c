/** State of hierarchies: their roles, companies, and the places of customers in them. */
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends HierarchyState {}
}

/** A list of roles, highest first. */
export interface Hierarchy {
  id: number;
  code: string;
  name: string;
  roles: { id: number; code: string; name: string }[];
  /** Whether a customer can be placed below a role more than one level up. */
  skipLevelAllowed: boolean;
}

export interface Company {
  id: number;
  externalId: string;
  name: string;
  hierarchyCode: string;
  parentId: number | null;
  active: boolean;
  extendedFields: Record<string, unknown>;
  createdOn: Instant;
}

/** A customer's place. */
export interface Association {
  customerId: number;
  hierarchyCode: string;
  roleCode: string;
  /** The role of children who name none. */
  childRoleCode: string;
  companyId: number | null;
  parentCustomerId: number | null;
  createdOn: Instant;
  modifiedOn: Instant;
}

export interface HierarchyState {
  /** By code. */
  hierarchies: Record<string, Hierarchy>;
  companies: Record<number, Company>;
  /** By customer id. */
  associations: Record<number, Association>;
}

export const emptyHierarchyState = (): HierarchyState => ({ hierarchies: {}, companies: {}, associations: {} });
