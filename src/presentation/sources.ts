/** Names the tools that return the value of an argument, for signatures. */
import type { Definition } from '../tools/define.js';
import { type Json, leafOfNode } from '../tools/input.js';
import { describeSources, ENTITIES, type Entity, type EntitySource } from '../tools/schemas/entities.js';

/** Whether a tool may be named: agents cannot call a hidden one. */
export type IsEnabled = (tool: string) => boolean;

/** The sources of what an argument refers to, best first, without the tool whose argument it is. */
const enabledSources = ({ foundBy }: Entity, { tool: own }: Definition, isEnabled: IsEnabled): EntitySource[] =>
  foundBy.filter(({ tool }) => tool !== own && isEnabled(tool));

/**
 * Makes a function that writes ` /* lead_search *\/` after a required argument, unless the source is obvious
 * or already named.
 */
export function createSourceMark(definition: Definition, isEnabled: IsEnabled): (argument: Json) => string {
  const named = new Set<string>();
  return (argument) => {
    const leaf = leafOfNode(argument);
    const entity = leaf?.is === 'id' ? ENTITIES[leaf.entity] : undefined;
    const [source] = entity && !entity.isObvious ? enabledSources(entity, definition, isEnabled) : [];
    if (!source || named.has(source.tool)) return '';
    named.add(source.tool);
    return ` /* ${source.tool} */`;
  };
}

/** `lead: lead_search`, or what is known in place of a tool; empty if that is obvious or the description says it. */
export function describeSource(
  definition: Definition,
  argument: Json,
  description: string,
  isEnabled: IsEnabled,
): string {
  const leaf = leafOfNode(argument);
  if (leaf?.is !== 'id') return '';
  const entity = ENTITIES[leaf.entity];
  if (entity.isObvious) return '';
  const sources = enabledSources(entity, definition, isEnabled);
  if (sources.some(({ tool }) => description.includes(tool))) return '';
  if (sources.length > 0) return `${entity.noun}: ${describeSources(sources, 1)}`;
  return entity.known === undefined ? '' : `${entity.noun}: ${entity.known}`;
}
