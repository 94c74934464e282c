/** The figures that README.md and docs/finding-tools.md quote. Each function returns the text with the present figures. */

import { readmeSection } from './results.mjs';

const wholeNumber = new Intl.NumberFormat('en-US');

/**
 * Replaces what `pattern` matches.
 *
 * @throws if the text no longer has the sentence
 */
function replace(text, pattern, sentence, path = 'README.md') {
  if (!pattern.test(text)) throw new Error(`${path}: no text matches ${pattern}`);
  return text.replace(pattern, () => sentence);
}

/**
 * @typedef {Awaited<ReturnType<typeof import('./listed.mjs').listedSurfaces>>} Surfaces
 * @type {(readme: string, surfaces: Surfaces) => string}
 */
export const quoteSurfaces = (readme, { discovery, default: everyday, all }) =>
  [
    [
      /Listing all \d+ tools would cost an agent [\d,]+ tokens\./,
      `Listing all ${all.tools} tools would cost an agent ${tokens(all)} tokens.`,
    ],
    [
      /By default, \d+ are listed, for [\d,]+ tokens/,
      `By default, ${everyday.tools} are listed, for ${tokens(everyday)} tokens`,
    ],
    [/lists only these six, for [\d,]+ tokens/, `lists only these six, for ${tokens(discovery)} tokens`],
  ].reduce((text, [pattern, sentence]) => replace(text, pattern, sentence), readme);

/**
 * What other ways to list the tools cost, in docs/finding-tools.md.
 *
 * @type {(page: string, whole: Surfaces, withOutputSchemas: Surfaces) => string}
 */
export const quoteSchemas = (page, whole, withOutputSchemas) =>
  [
    [
      /the default tools then take [\d,]+ tokens, and all tools [\d,]+/,
      `the default tools then take ${tokens(whole.default)} tokens, and all tools ${tokens(whole.all)}`,
    ],
    [
      /With output schemas, the default tools take [\d,]+ tokens, and all tools [\d,]+/,
      `With output schemas, the default tools take ${tokens(withOutputSchemas.default)} tokens, and all tools ${tokens(withOutputSchemas.all)}`,
    ],
  ].reduce((text, [pattern, sentence]) => replace(text, pattern, sentence, 'docs/finding-tools.md'), page);

/** @type {(readme: string, definitions: readonly import('../../src/tools/define.ts').Definition[]) => string} */
export function quoteCatalogue(readme, definitions) {
  const domains = new Set(definitions.map(({ domain }) => domain)).size;
  const listed = definitions.filter(({ inInventory }) => inInventory).length;
  return [
    [/as tools: \d+ endpoints in \d+ domains/, `as tools: ${definitions.length} endpoints in ${domains} domains`],
    [/The sandbox answers all \d+ endpoints/, `The sandbox answers all ${definitions.length} endpoints`],
    [
      /\d+ for the endpoints of the inventory, and \d+ beyond it/,
      `${listed} for the endpoints of the inventory, and ${definitions.length - listed} beyond it`,
    ],
  ].reduce((text, [pattern, sentence]) => replace(text, pattern, sentence), readme);
}

const tokens = (surface) => wholeNumber.format(surface.tokens);

/** @type {(readme: string, requests: number, recallAt1: number, recallAt5: number) => string} */
export const quoteRecall = (readme, requests, recallAt1, recallAt5) =>
  replace(
    readme,
    /runs \d+ requests in users' words: the right endpoint comes first for [\d.]+ %, and is among the first five for [\d.]+ %/,
    `runs ${requests} requests in users' words: the right endpoint comes first for ${percent(recallAt1)} %, and is among the first five for ${percent(recallAt5)} %`,
  );

/** @type {(readme: string, reads: number, saved: number) => string} */
export const quoteCompaction = (readme, reads, saved) =>
  replace(
    readme,
    /This saves [\d.]+ % of the tokens of \d+ reads on the sandbox/,
    `This saves ${(saved * 100).toFixed(0)} % of the tokens of ${reads} reads on the sandbox`,
  );

/** @type {(readme: string, results: import('./results.mjs').Results) => string} */
export const quoteResults = (readme, results) =>
  replace(
    readme,
    /<!-- bench: [^>]*-->\n[\s\S]*<!-- \/bench -->/,
    `<!-- bench: written by npm run bench:all -->\n\n${readmeSection(results)}\n<!-- /bench -->`,
  );

const percent = (share) => (share * 100).toFixed(1);
