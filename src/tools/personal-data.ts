/** Whether calls of a tool involve personal data. */
import type { Definition } from './define.js';
import { inputSchema } from './input.js';
import { ENTITIES } from './schemas/entities.js';
import { type Leaf, leavesIn } from './schemas/leaf.js';

const cached = new WeakMap<Definition, boolean>();

/** Whether an argument or a member of the answer is personal data, as their schemas say. Computed on first use. */
export function hasPersonalData(definition: Definition): boolean {
  const known = cached.get(definition);
  if (known !== undefined) return known;
  const found = isPersonal(inputSchema(definition)) || isPersonal(definition.answer());
  cached.set(definition, found);
  return found;
}

function isPersonal(schema: Parameters<typeof leavesIn>[0]): boolean {
  for (const { leaf } of leavesIn(schema)) if (isPersonalLeaf(leaf)) return true;
  return false;
}

const PERSONAL: ReadonlySet<Leaf['is']> = new Set([
  'mobile',
  'email',
  'personIdentifier',
  'personName',
  'address',
  'personalData',
]);

/** Also what stands for one person, such as the id of a customer. */
const isPersonalLeaf = (leaf: Leaf): boolean =>
  leaf.is === 'id' ? ENTITIES[leaf.entity].isPerson === true : PERSONAL.has(leaf.is);
