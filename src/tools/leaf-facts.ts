/** What the schemas of a definition say that every call needs to know. */
import { builtLeafFacts, type LeafFacts, type LocalZone } from './built-leaf-facts.js';
import type { Definition } from './define.js';
import { inputSchema } from './input.js';
import { leavesIn } from './schemas/leaf.js';

const computed = new WeakMap<Definition, LeafFacts>();

/**
 * The build has found them already, so that no call builds the type of an answer. Without a build, they are found on first
 * use.
 */
export function leafFactsOf(definition: Definition): LeafFacts {
  if (builtLeafFacts) return builtLeafFacts.get(definition.tool) ?? NOTHING;
  const known = computed.get(definition);
  if (known) return known;
  const facts = findLeafFacts(definition);
  computed.set(definition, facts);
  return facts;
}

const NOTHING: LeafFacts = { secretMembers: [], secretArguments: [], zones: {} };

/** The same, made anew each time. */
export function findLeafFacts(definition: Definition): LeafFacts {
  const secretMembers = new Set<string>();
  const zones = new Map<string, LocalZone>();
  for (const { path, leaf } of leavesIn(definition.answer())) {
    if (leaf.is === 'secret') secretMembers.add(lastOf(path));
    else if (leaf.is === 'dateTime' && leaf.zone !== 'offset' && leaf.zone !== definition.response.times)
      zones.set(path, leaf.zone);
  }
  const secretArguments = new Set<string>();
  for (const { path, leaf } of leavesIn(inputSchema(definition)))
    if (leaf.is === 'secret') secretArguments.add(lastOf(path));
  return {
    secretMembers: [...secretMembers],
    secretArguments: [...secretArguments],
    zones: Object.fromEntries(zones),
  };
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
