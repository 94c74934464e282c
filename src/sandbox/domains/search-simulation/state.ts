/** State of searches: by what customers and bills are searched, and what is shown of those that are found. */
import type { searchCriteriaCreate } from '../../../tools/beyond/search-criteria.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends SearchState {}
}

type CriteriaBody = Body<typeof searchCriteriaCreate>;
export type EntityType = CriteriaBody['entityType'];
export type Strategy = NonNullable<CriteriaBody['searchStrategyType']>;

export interface SearchField {
  fieldId: string;
  fieldAlias: string;
  /** `INDEXED` must be in each search, `FILTERABLE` may be; `DATA` is shown of what is found. */
  fieldType: 'INDEXED' | 'FILTERABLE' | 'DATA';
  fieldReference: string;
  dataType: string;
}

export interface SearchCriteria {
  /** 24 hex digits. */
  id: string;
  name: string;
  entityType: EntityType;
  strategy: Strategy;
  fields: SearchField[];
  /** How long records are found, from when they were made. */
  retentionDays: number;
  createdOn: Instant;
  createdByTillId: number;
  /** Whether records that are older than the criteria were indexed, too. */
  indexesOlder: boolean;
}

/** What is shown of what a kind of search finds. */
export interface DataFields {
  /** 24 hex digits. */
  id: string;
  entityType: EntityType;
  strategy: Strategy;
  fields: SearchField[];
  createdOn: Instant;
  createdByTillId: number;
}

export interface SearchState {
  searchCriteria: Record<string, SearchCriteria>;
  searchDataFields: DataFields[];
}

export const emptySearchState = (): SearchState => ({ searchCriteria: {}, searchDataFields: [] });
