/** Translates old names of tools, arguments and settings into the current ones, as `aliases.ts` lists them. */
import { isObject } from '../lib/json.js';
import { ALIASES, type Alias, type ArgumentAlias } from './aliases.js';
import type { Definition } from './define.js';

/** Minor versions in which an old name works, the one that changed it included. */
const MINOR_VERSIONS = 2;

/** The version without the old name; all versions from it on are without it, too. */
export function endOf({ since }: Pick<Alias, 'since'>): string {
  const [major = 0, minor = 0] = since.split('.').map(Number);
  return `${major}.${minor + MINOR_VERSIONS}.0`;
}

/** A sentence for whoever still uses the old name. */
export const describeAlias = (alias: Alias): string =>
  `${alias.from} is now ${alias.to}; the old name works until version ${endOf(alias)}.`;

const toolAlias = (name: string): Alias | undefined => ALIASES.tools.find(({ from }) => from === name);

/** The current name of a tool. */
export const currentToolName = (name: string): string => toolAlias(name)?.to ?? name;

/** What to say about the old names of tools among these. */
export const renamedTools = (names: readonly string[]): string[] =>
  names.flatMap((name) => toolAlias(name) ?? []).map(describeAlias);

/** The old variable or flag of a setting. @param env - the current name of its variable */
export const settingAliases = (env: string): readonly Alias[] => ALIASES.settings.filter(({ to }) => to === env);

/**
 * The arguments of a call under their current names, and a note for each old one. A value under the current name wins;
 * the old name then stays, and is judged like any other unknown argument.
 */
export function withCurrentArguments(
  { tool }: Pick<Definition, 'tool'>,
  args: Readonly<Record<string, unknown>>,
): { args: Record<string, unknown>; notes: string[] } {
  let renamed: Record<string, unknown> = args;
  const notes: string[] = [];
  for (const alias of ALIASES.arguments) {
    if (alias.tool !== tool) continue;
    const next = rename(renamed, alias);
    if (next === renamed) continue;
    renamed = next;
    notes.push(describeAlias(alias));
  }
  return { args: renamed, notes };
}

function rename(args: Record<string, unknown>, { from, to }: ArgumentAlias): Record<string, unknown> {
  const path = from.split('.');
  const next = renameAt(args, path, to.split('.').at(-1) ?? to);
  return isObject(next) ? next : args;
}

/** A copy with the key at the path renamed, in each element of a list; the value itself if there is no such key. */
function renameAt(value: unknown, [key = '', ...rest]: readonly string[], to: string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => renameAt(item, [key, ...rest], to));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isObject(value) || !Object.hasOwn(value, key)) return value;
  if (rest.length > 0) {
    const part = renameAt(value[key], rest, to);
    return part === value[key] ? value : { ...value, [key]: part };
  }
  if (Object.hasOwn(value, to)) return value;
  // In the same place, because the order of keys is kept.
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name === key ? to : name, part]));
}
