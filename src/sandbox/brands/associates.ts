/** The people who work in a brand's stores. */
import { nextId, type World } from '../world/world.js';

/** The manager of all stores, and the people of each store in the stores' order: the manager, then cashiers. */
export interface Staff {
  head: string;
  stores: readonly (readonly string[])[];
}

/** Hires them, with numbers and addresses like their stores'. Draws nothing at random. @returns the head's id */
export function hireStaff(world: World, { head, stores }: Staff): number {
  const places = Object.values(world.stores);
  const [{ email = '', mobile = '' } = {}] = places;
  const hire = (name: string, role: 'manager' | 'cashier', storeId: number | null): number => {
    const id = nextId(world, 'associate');
    const username = name.toLowerCase().replace(' ', '.');
    world.associates[id] = {
      id,
      username,
      name,
      role,
      mobile: `${mobile.slice(0, -6)}1${String(id).padStart(5, '0')}`,
      email: `${username}@${email.split('@')[1] ?? 'example.com'}`,
      storeId,
    };
    return id;
  };
  const headId = hire(head, 'manager', null);
  for (const [index, { id }] of places.entries()) {
    for (const [place, name] of (stores[index] ?? []).entries()) hire(name, place === 0 ? 'manager' : 'cashier', id);
  }
  return headId;
}
