/**
 * Lists of ids by owner: a customer, a bill number, a holder of points. They exist next to the entities so that a query
 * about one customer does not scan all customers.
 */

/** Ids in order of arrival, by key. */
export type IdLists = Record<string | number, number[]>;

/** Adds an id to a key's list. */
export function addTo(lists: IdLists, key: string | number, id: number): void {
  const list = lists[key];
  if (list) list.push(id);
  else lists[key] = [id];
}

/** Gives a key's list to another key. Ids only increase, so the joint list is in order of arrival, too. */
export function handOver(lists: IdLists, from: string | number, to: string | number): void {
  const ids = lists[from];
  if (!ids) return;
  lists[to] = [...(lists[to] ?? []), ...ids].sort((a, b) => a - b);
  delete lists[from];
}

/** The entities in a key's list. */
export function within<T>(entities: Readonly<Record<number, T>>, lists: IdLists, key: string | number): T[] {
  const found: T[] = [];
  for (const id of lists[key] ?? []) {
    const entity = entities[id];
    if (entity !== undefined) found.push(entity);
  }
  return found;
}
