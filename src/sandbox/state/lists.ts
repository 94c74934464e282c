/**
 * Lists of ids by what they belong to: a customer, a bill number, a holder of points. They are kept beside the entities
 * so that nothing asked of one customer looks at everybody's.
 */

/** Ids in the order in which they came, by key. */
export type IdLists = Record<string | number, number[]>;

/** Adds an id to a key's list. */
export function addTo(lists: IdLists, key: string | number, id: number): void {
  const list = lists[key];
  if (list) list.push(id);
  else lists[key] = [id];
}

/** Takes an id out of a key's list. */
export function takeOut(lists: IdLists, key: string | number, id: number): void {
  const left = (lists[key] ?? []).filter((each) => each !== id);
  if (left.length > 0) lists[key] = left;
  else delete lists[key];
}

/** The entities in a key's list. */
export function within<T>(entities: Readonly<Record<number, T>>, lists: IdLists, key: string | number): T[] {
  return (lists[key] ?? []).map((id) => entities[id]).filter((each) => each !== undefined);
}
