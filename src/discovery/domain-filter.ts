/** The argument `domain` of `find_tools`: a domain, a section or the beginning of tool names, in any near spelling. */
import { misspells } from '../lib/nearest.js';
import { slug } from '../lib/slug.js';
import type { Definition } from '../tools/define.js';
import { isInDomain, listDomainNames } from './toolsets.js';

/** The tools that a name stands for. */
export interface DomainFilter {
  has: (definition: Definition) => boolean;
  /** What the name was taken for, if it is not exactly the name of a domain, a section or a prefix. */
  takenFor?: string;
}

/**
 * Understands `points`, `Points Management`, `points-ledger`, `cart_promotion` (the beginning of tool names), and near
 * spellings such as `cupon`, `Coupons` or `fleet`.
 *
 * @returns undefined if nothing is near
 */
export function parseDomain(name: string, definitions: readonly Definition[]): DomainFilter | undefined {
  const domains = listDomainNames(definitions);
  const prefixes = listPrefixes(definitions);
  const asked = slug(name);
  if (asked === '') return undefined;
  if (domains.includes(asked) || prefixes.includes(asked)) return { has: matcherOf(asked) };
  const names = [...new Set([...domains, ...prefixes])];
  const words = asked.split('-').map(singular);
  const withWords = names.filter((each) => words.every((word) => each.split('-').map(singular).includes(word)));
  const near = withWords.length > 0 ? withWords : names.filter((each) => misspells(asked, each));
  if (near.length === 0) return undefined;
  const matchers = near.map(matcherOf);
  return {
    has: (definition) => matchers.some((has) => has(definition)),
    takenFor: near.slice(0, MAX_NAMED).join(', '),
  };
}

/** So many names are given for what a name was taken for. */
const MAX_NAMED = 3;

/** A tool is in a domain by its section, or because its name begins like that. */
const matcherOf =
  (name: string) =>
  (definition: Definition): boolean =>
    isInDomain(name, definition) || slug(definition.tool).startsWith(`${name}-`);

/** The first one and two words of tool names that several tools share, such as `reward` and `cart-promotion`. */
function listPrefixes(definitions: readonly Definition[]): string[] {
  const counts = new Map<string, number>();
  for (const { tool } of definitions) {
    const [first = '', second] = tool.split('_');
    for (const prefix of second === undefined ? [first] : [first, `${first}-${second}`])
      counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > 1).map(([prefix]) => prefix);
}

const singular = (word: string): string => (word.length > 3 ? word.replace(/ies$/, 'y').replace(/s$/, '') : word);
