/** Arguments of calls that work in the sandbox, as examples for agents. */
import type { Definition } from './define.js';

type Arguments = Readonly<Record<string, unknown>>;

/**
 * An example of a tool's arguments: the least that does what the tool is for. Every tool with a body has one: in its
 * definition, or in `examples.json`, under the v1.1 name for a v1 twin. That file is loaded with the first example.
 */
export async function exampleOf({ tool, example }: Definition): Promise<Arguments | undefined> {
  if (example) return example;
  const { default: file } = await import('./examples.json', { with: { type: 'json' } });
  const examples: Readonly<Record<string, Arguments | undefined>> = file;
  return examples[tool] ?? examples[tool.replace(/_v1$/, '_v1_1')];
}
