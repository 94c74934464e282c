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
  const found = pathsWith(definition, entityOf);
  const list = Array.from(found, ([path, entity]) => ({ path, entity }));
  pointers.set(definition, list);
  return list;
}

function entityOf(schema: z.core.$ZodType): EntityName | undefined {
  const leaf = leafOf(schema);
  return leaf?.is === 'id' ? leaf.entity : undefined;
}

/** What `find` returns for an argument, for each path at which it returns something. What is inside is not visited. */
export function pathsWith<T>(definition: Definition, find: (schema: z.core.$ZodType) => T | undefined): Map<string, T> {
  const found = new Map<string, T>();
  visit(inputSchema(definition), '', { find, found });
  return found;
}

interface Search<T> {
  find: (schema: z.core.$ZodType) => T | undefined;
  found: Map<string, T>;
}

function visit<T>(schema: z.core.$ZodType, path: string, search: Search<T>): void {
  if (schema instanceof z.ZodObject) {
    for (const [name, part] of Object.entries<z.core.$ZodType>(schema.shape)) {
      const own = path === '' ? name : `${path}.${name}`;
      const value = search.find(part);
      if (value !== undefined) search.found.set(own, value);
      else visit(part, own, search);
    }
    return;
  }
  const inner = schema instanceof z.ZodRecord ? [] : innerSchemas(schema);
  const innerPath = schema instanceof z.ZodArray ? `${path}[]` : path;
  for (const each of inner) visit(each, innerPath, search);
}
