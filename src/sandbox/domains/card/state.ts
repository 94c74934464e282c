/** State of cards besides the cards themselves (state/customer.ts): their status history, and generation runs. */
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends CardState {}
}

export const CARD_STATUSES = ['NOT_ISSUED', 'ISSUED', 'ACTIVE', 'SUSPENDED', 'EXPIRED', 'DELETED'] as const;

export type CardStatus = (typeof CARD_STATUSES)[number];

export interface CardStatusChange {
  id: number;
  label: string;
  /** Empty for the first one. */
  previousLabel: string;
  status: CardStatus;
  reason: string;
  createdOn: Instant;
  tillId: number;
}

/** A run that generated numbers of a series. */
export interface CardGeneration {
  id: number;
  seriesId: number;
  count: number;
  tillId: number;
  createdOn: Instant;
  fileHandle: string;
}

export interface CardState {
  cardGenerations: Record<number, CardGeneration>;
}

export const emptyCardState = (): CardState => ({ cardGenerations: {} });
