/** All definitions, indexed by tool name. Importing this loads every domain; sections.ts loads one. */
import type { Definition } from './define.js';
import { allDefinitions } from './sections.js';

export const definitions: readonly Definition[] = await allDefinitions();

const byTool: ReadonlyMap<string, Definition> = new Map(definitions.map((definition) => [definition.tool, definition]));

/** The definition of a tool; undefined if no tool has this name. */
export const findDefinition = (tool: string): Definition | undefined => byTool.get(tool);
