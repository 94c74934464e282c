/** The arguments of a definition that refer to something, at any depth. */
import { z } from 'zod';
import type { Definition } from './define.js';
import { inputSchema } from './input.js';
import type { EntityName } from './schemas/entities.js';
import { innerSchemas, leafOf } from './schemas/leaf.js';

export interface Pointer {
  /** Path of the argument, such as `storeId` or `body.items[].sku`. */
  readonly path: string;
  readonly entity: EntityName;
}

const pointers = new WeakMap<Definition, readonly Pointer[]>();

/** Each argument that was marked with `idOf`. Computed on first use. */
export function pointersOf(definition: Definition): readonly Pointer[] {
  const cached = pointers.get(definition);
  if (cached) return cached;
  const found = new Map<string, EntityName>();
  visit(inputSchema(definition), '', found);
  const list = Array.from(found, ([path, entity]) => ({ path, entity }));
  pointers.set(definition, list);
  return list;
}

function visit(schema: z.core.$ZodType, path: string, found: Map<string, EntityName>): void {
  if (schema instanceof z.ZodObject) {
    for (const [name, part] of Object.entries<z.core.$ZodType>(schema.shape)) {
      const own = path === '' ? name : `${path}.${name}`;
      const leaf = leafOf(part);
      if (leaf?.is === 'id') found.set(own, leaf.entity);
      else visit(part, own, found);
    }
    return;
  }
  const inner = schema instanceof z.ZodRecord ? [] : innerSchemas(schema);
  const innerPath = schema instanceof z.ZodArray ? `${path}[]` : path;
  for (const each of inner) visit(each, innerPath, found);
}
