import type { Merge } from './domain.js';

/** Makes the records of a merged account the survivor's. */
export function reassign(records: Iterable<{ customerId: number | null }>, { victim, survivor }: Merge): void {
  for (const each of records) if (each.customerId === victim.id) each.customerId = survivor.id;
}
