/**
 * What a day without a time means where something ends: its beginning, as the definitions say, in the zone of the
 * argument.
 */
import { expect, it } from 'vitest';
import { findAtPath } from '../../src/client/paths.js';
import { definitions } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';
import { endsOf } from '../../src/tools/ends.js';
import examples from '../../src/tools/examples.json' with { type: 'json' };
import { pathsWith } from '../../src/tools/pointers.js';
import { leafOf } from '../../src/tools/schemas/leaf.js';
import { answerOf, definitionOf, failureIn } from './conformance/answers.js';
import type { Args } from './conformance/sample.js';
import { useSandbox } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;

const DAY_ALONE = '2026-12-31';

const EXAMPLES = new Map<string, Args>(Object.entries(examples));

/** Updates of what the examples' world has under other ids; they read their bodies as the creating calls do. */
const LEFT_OUT = ['badge_update', 'loyalty_promotion_update'];

const exampleOf = (tool: string): Args => EXAMPLES.get(tool) ?? {};

/** The same arguments with every value at a path replaced, and the last step added to the objects that lack it. */
function replacing(args: Args, path: string, value: unknown): Args {
  const copy = structuredClone(args);
  const [, parent = '', name = ''] = /^(.*)\.([^.]+)$/.exec(path) ?? [];
  for (const { value: owner } of findAtPath(copy, parent)) {
    if (typeof owner === 'object' && owner !== null) Object.assign(owner, { [name]: value });
  }
  return copy;
}

/** The beginning of the day with its offset, as the argument's zone has it. */
function beginningFor(definition: Definition, path: string): string {
  const leaf = pathsWith(definition, leafOf).get(path);
  const isUtc = leaf?.is === 'dateTime' && leaf.zone === 'utc';
  return `${DAY_ALONE}T00:00:00${isUtc ? 'Z' : '+05:30'}`;
}

/** The world after a call. Texts that are kept as they were sent read alike. */
async function worldAfter(tool: string, path: string, value: string): Promise<string> {
  await call('POST /__sandbox/reset');
  const definition = definitionOf(tool);
  const answer = await answerOf(sandbox, definition, replacing(exampleOf(tool), path, value));
  expect(failureIn(definition, answer)).toBeUndefined();
  return JSON.stringify(sandbox.world).replaceAll(beginningFor(definition, path), DAY_ALONE);
}

const ends = definitions.flatMap((definition) =>
  endsOf(definition)
    .filter(() => !LEFT_OUT.includes(definition.tool))
    .filter((path) => findAtPath(EXAMPLES.get(definition.tool), path.replace(/\.[^.]+$/, '')).length > 0)
    .map((path) => [definition.tool, path] as const),
);

it.each(ends)('%s: a day alone as %s is the beginning of that day', async (tool, path) => {
  const beginning = beginningFor(definitionOf(tool), path);
  expect(await worldAfter(tool, path, DAY_ALONE)).toBe(await worldAfter(tool, path, beginning));
});
