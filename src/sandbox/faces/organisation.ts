/** Tills and stores as v2 shows them beside what they made. */

import type { World } from '../world.js';
import { tillShape } from './customer-shape.js';

/** A till as the author of something, with whether it is open. */
export function tillFace(world: World, tillId: number): object {
  return { ...tillShape(world, tillId), isActive: world.tills[tillId]?.active ?? false };
}

/** A store: `{id, code, description, name, type, isActive}`. */
export function storeFace(world: World, storeId: number): object {
  const store = world.stores[storeId];
  return {
    id: storeId,
    code: store?.code ?? '',
    description: store?.description ?? '',
    name: store?.name ?? '',
    type: 'STORE',
    isActive: store?.active ?? false,
  };
}

/** v1.1's store or till: `{code, name}`. */
export const codeAndName = (unit: { code: string; name: string } | undefined): { code: string; name: string } => ({
  code: unit?.code ?? '',
  name: unit?.name ?? '',
});
