/** What this server lists by the toolsets that the budgets name. */

import { catalogueWith } from '../../src/discovery/built-catalogue.ts';
import { createSelection } from '../../src/discovery/selection.ts';
import { withOutputSchemas } from '../../src/discovery/structured-toolbox.ts';
import { createToolbox } from '../../src/discovery/toolbox.ts';
import { definitions } from '../../src/tools/catalogue.ts';
import { tokensOfOutputSchemas, tokensOfTools } from './tokens.mjs';

const TOOLSETS = /** @type {const} */ (['discovery', 'default', 'all']);

const INVENTORY = new Set(definitions.filter(({ inInventory }) => inInventory).map(({ tool }) => tool));

/**
 * The tools that each toolset lists, and their tokens. `inventory` is what `all` lists of the endpoints in the inventory,
 * which endpoints beyond it must not make dearer.
 *
 * @typedef {{ tools: number, tokens: number }} Surface
 * @param {'short' | 'whole'} [schemas]
 * @param {boolean} [hasOutputSchemas]
 * @returns {Promise<Record<'discovery' | 'default' | 'all' | 'inventory', Surface>>}
 */
export async function listedSurfaces(schemas = 'short', hasOutputSchemas = false) {
  const callTool = () => Promise.reject(new Error('nothing is called'));
  const catalogue = catalogueWith(schemas);
  const plain = createToolbox({ catalogue, callTool });
  const toolbox = hasOutputSchemas ? withOutputSchemas(plain, { catalogue, schemas, maxCharacters: 0 }) : plain;
  const list = (toolset) => toolbox.list(createSelection({ toolsets: [toolset] }, (filter) => filter));
  const [discovery = [], everyday = [], all = []] = await Promise.all(TOOLSETS.map(list));
  const inventory = all.filter(({ name }) => INVENTORY.has(name));
  const entries = Object.entries({ discovery, default: everyday, all, inventory });
  return Object.fromEntries(entries.map(([name, tools]) => [name, surface(tools)]));
}

const surface = (tools) => ({
  tools: tools.length,
  tokens: tokensOfTools(tools) + tokensOfOutputSchemas(tools),
});
