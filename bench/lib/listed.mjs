/** What this server lists by the toolsets that the budgets name. */

import { catalogueWith } from '../../src/discovery/built-catalogue.ts';
import { createSelection } from '../../src/discovery/selection.ts';
import { withOutputSchemas } from '../../src/discovery/structured-toolbox.ts';
import { createToolbox } from '../../src/discovery/toolbox.ts';
import { tokensOfOutputSchemas, tokensOfTools } from './tokens.mjs';

const TOOLSETS = /** @type {const} */ (['discovery', 'default', 'all']);

/**
 * The tools that each toolset lists, and their tokens.
 *
 * @typedef {{ tools: number, tokens: number }} Surface
 * @param {'short' | 'whole'} [schemas]
 * @param {boolean} [hasOutputSchemas]
 * @returns {Promise<Record<'discovery' | 'default' | 'all', Surface>>}
 */
export async function listedSurfaces(schemas = 'short', hasOutputSchemas = false) {
  const callTool = () => Promise.reject(new Error('nothing is called'));
  const catalogue = catalogueWith(schemas);
  const plain = createToolbox({ catalogue, callTool });
  const toolbox = hasOutputSchemas ? withOutputSchemas(plain, { catalogue, schemas, maxCharacters: 0 }) : plain;
  const entries = TOOLSETS.map(async (toolset) => {
    const tools = await toolbox.list(createSelection({ toolsets: [toolset] }, (filter) => filter));
    return [toolset, { tools: tools.length, tokens: tokensOfTools(tools) + tokensOfOutputSchemas(tools) }];
  });
  return Object.fromEntries(await Promise.all(entries));
}
