/** The lists of tools that the build puts in place of the modules that make them. */
import { expect, it } from 'vitest';
import { defaultListModule, listedToolsModule } from '../../scripts/build/listed-tools.js';
import { defaultList } from '../../src/discovery/default-list.js';
import { listedTools } from '../../src/presentation/listed-tools.js';
import type { ListedTool } from '../../src/presentation/tool-list.js';

async function evaluate(tools: readonly ListedTool[]): Promise<readonly ListedTool[]> {
  const module: { listedTools: readonly ListedTool[] } = await import(
    `data:text/javascript,${encodeURIComponent(listedToolsModule(tools))}`
  );
  return module.listedTools;
}

it('the precomputed list is what the definitions give, facts and tools', async () => {
  const precomputed = await evaluate(listedTools);
  const plain = precomputed.map(({ facts, tool }) => ({ facts, tool }));
  expect(plain).toEqual(JSON.parse(JSON.stringify(listedTools)));
});

it('a tool is parsed only once', async () => {
  const [first] = await evaluate(listedTools.slice(0, 1));
  expect(first?.tool).toBe(first?.tool);
});

it('text may contain any character', async () => {
  const [tool] = listedTools;
  if (!tool) throw new Error('no tool');
  const description = `'"\\ \n\u2028\u2029\u0000 \${x} \`₹\` 😀`;
  const [precomputed] = await evaluate([{ ...tool, tool: { ...tool.tool, description } }]);
  expect(precomputed?.tool.description).toBe(description);
});

it('the precomputed default list is what the whole catalogue gives', async () => {
  const module: { defaultList: unknown } = await import(
    `data:text/javascript,${encodeURIComponent(defaultListModule(defaultList))}`
  );
  expect(module.defaultList).toEqual(JSON.parse(JSON.stringify(defaultList)));
});
