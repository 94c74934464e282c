/** A missing id or code and one that nothing has are told apart. */
import { expect, it } from 'vitest';
import { findAtPath } from '../../src/client/paths.js';
import { definitions } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';
import examples from '../../src/tools/examples.json' with { type: 'json' };
import { pointersOf } from '../../src/tools/pointers.js';
import { answerOf, failureIn } from './conformance/answers.js';
import type { Args } from './conformance/sample.js';
import { useSandbox } from './support.js';

const sandbox = useSandbox(definitions);

const EXAMPLES = new Map<string, Args>(Object.entries(examples));

/** The arguments with the values at a path left out or replaced; undefined if the path is a list or has no value. */
function changed(args: Args, path: string, value: unknown): Args | undefined {
  const copy = structuredClone(args);
  const [, parent = '', name = path] = /^(.*)\.([^.]+)$/.exec(path) ?? [];
  const owners = parent === '' ? [{ value: copy }] : findAtPath(copy, parent);
  const found = owners.filter(({ value: owner }) => typeof owner === 'object' && owner !== null && name in owner);
  for (const { value: owner } of found) Object.assign(Object(owner), { [name]: value });
  return found.length > 0 ? copy : undefined;
}

async function refusal(definition: Definition, args: Args): Promise<string | undefined> {
  await sandbox.call('POST /__sandbox/reset');
  return failureIn(definition, await answerOf(sandbox, definition, args))?.message;
}

const isId = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

const cases = definitions.flatMap((definition) => {
  const args = EXAMPLES.get(definition.tool);
  if (!args) return [];
  const paths = pointersOf(definition).map(({ path }) => path);
  const held = paths.filter((path) => path.startsWith('body') && isId(findAtPath(args, path)[0]?.value));
  return held.length > 0 ? [[definition.tool, { definition, args, held }] as const] : [];
});

it.each(cases)('%s says whether an id or code is missing or unknown', async (_, { definition, args, held }) => {
  const alike: string[] = [];
  const usual = await refusal(definition, args);
  for (const path of held) {
    const isNumber = typeof findAtPath(args, path)[0]?.value === 'number';
    const [without, unknown] = [changed(args, path, undefined), changed(args, path, isNumber ? 987654321 : 'ZZZ-9')];
    if (!without || !unknown) continue;
    const missing = await refusal(definition, without);
    // An argument that makes no difference, or that another one stands in front of, says nothing.
    if (missing === undefined || missing === usual) continue;
    if (missing === (await refusal(definition, unknown))) alike.push(`${path}: ${missing}`);
  }
  expect(alike).toEqual([]);
});
