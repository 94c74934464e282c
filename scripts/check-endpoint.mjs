/**
 * Prints tools as an agent sees them, with their cost in tokens (o200k: name, description and input schema).
 *
 *   npm run check:endpoint <tool> [<tool> …]
 *   npm run check:endpoint -- --all      the cost of every tool, highest first, and the total
 */
import { countTokens } from 'gpt-tokenizer/model/gpt-4o';
import { tokensOfTool } from '../bench/lib/tokens.mjs';
import { toMcpTool } from '../src/presentation/tool-list.ts';
import { definitions, findDefinition } from '../src/tools/catalogue.ts';
import { inputJsonSchema } from '../src/tools/input.ts';

const print = (line) => process.stdout.write(`${line}\n`);

const names = process.argv.slice(2);
if (names.includes('--all')) {
  const costs = definitions.map((definition) => ({
    tool: definition.tool,
    tokens: tokensOfTool(toMcpTool(definition)),
  }));
  for (const { tool, tokens } of costs.toSorted((a, b) => b.tokens - a.tokens))
    print(`${String(tokens).padStart(6)}  ${tool}`);
  print(`${String(costs.reduce((sum, { tokens }) => sum + tokens, 0)).padStart(6)}  total, ${costs.length} tools`);
} else if (names.length === 0) {
  print('Name one or more tools, or pass --all for the cost of every tool.');
  process.exitCode = 1;
}
for (const name of names.filter((each) => each !== '--all')) {
  const definition = findDefinition(name);
  if (!definition) {
    print(`Unknown tool '${name}'.`);
    process.exitCode = 1;
    continue;
  }
  const tool = toMcpTool(definition);
  const fullCost = countTokens(JSON.stringify(inputJsonSchema(definition)));
  print(JSON.stringify(tool, null, 2));
  print(`${tokensOfTool(tool)} tokens listed; the whole argument schema has ${fullCost}`);
}
