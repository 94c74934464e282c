/** What this server lists by the toolsets that the budgets name. */

import { catalogueWith } from '../../src/discovery/built-catalogue.ts';
import { createSelection } from '../../src/discovery/selection.ts';
import { createToolbox } from '../../src/discovery/toolbox.ts';
import { tokensOfTools } from './tokens.mjs';

const TOOLSETS = /** @type {const} */ (['discovery', 'default', 'all']);

/**
 * The tools that each toolset lists, and their tokens.
 *
 * @typedef {{ tools: number, tokens: number }} Surface
 * @param {'short' | 'whole'} [schemas]
 * @returns {Promise<Record<'discovery' | 'default' | 'all', Surface>>}
 */
export async function listedSurfaces(schemas = 'short') {
  const callTool = () => Promise.reject(new Error('nothing is called'));
  const toolbox = createToolbox({ catalogue: catalogueWith(schemas), callTool });
  const entries = TOOLSETS.map(async (toolset) => {
    const tools = await toolbox.list(createSelection({ toolsets: [toolset] }, (filter) => filter));
    return [toolset, { tools: tools.length, tokens: tokensOfTools(tools) }];
  });
  return Object.fromEntries(await Promise.all(entries));
}
