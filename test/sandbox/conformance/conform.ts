/**
 * The conformance run: each endpoint of a section answers a valid call with the documented shape, refuses a call that
 * lacks what it needs, answers what was asked, and survives whatever is wrong in a call, changing nothing where it
 * refuses. What a write did is shown by the reads that its definition names in `checkedBy`.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CapillaryError } from '../../../src/client/errors.js';
import { isObject } from '../../../src/lib/json.js';
import { Holds } from '../../../src/safety/holds.js';
import type { Identifier } from '../../../src/safety/subjects.js';
import { allHandlers } from '../../../src/sandbox/domains/index.js';
import { type Sandbox, startSandbox } from '../../../src/sandbox/http/server.js';
import { definitions } from '../../../src/tools/catalogue.js';
import type { Definition } from '../../../src/tools/define.js';
import { exampleOf } from '../../../src/tools/examples.js';
import { inputJsonSchema, inputSchema } from '../../../src/tools/input.js';
import { documentedAnswers as documented } from '../../documented.js';
import { unknownPlaces } from '../customer-places.js';
import { fittingHandlers } from '../fitting.js';
import { Journal, journaledHandlers } from '../journal.js';
import { Snapshot } from '../snapshot.js';
import { expectBooksAddUp, resetSandbox } from '../support.js';
import { type Answered, answerOf, definitionOf, failureIn, token } from './answers.js';
import { checkArguments, ENDS_NO_HOLD, NOT_SHOWN } from './checks.js';
import { misfitsInResults } from './results.js';
import type { Args, Do, Sample, Samples } from './sample.js';
import { differences } from './shape.js';
import { misfitsInStructure } from './structures.js';
import { wrongly } from './wrong.js';

/** Where the sandbox's answers lack what is documented, by tool. It may only shrink. */
const missing: Record<string, readonly string[]> = JSON.parse(
  readFileSync(new URL('../../fixtures/answers-missing.json', import.meta.url), 'utf8'),
);

/** How many calls with something wrong each endpoint gets, and which; `npm run fuzz:sandbox` makes more. */
const WRONG_CALLS = Number(process.env['WRONG_CALLS'] ?? 12);
const WRONG_SEED = Number(process.env['WRONG_SEED'] ?? 1);

const NOW = '2026-05-03T06:30:00Z';

/** The v1.1 name of a v1 twin; otherwise the name itself. */
const twinOf = (tool: string): string => {
  const inTouch = tool.replace(/_v1$/, '_v1_1');
  return inTouch in documented ? inTouch : tool;
};

const asSample = ({ example }: Definition): Sample | undefined => example && { args: () => structuredClone(example) };

/** Pictures have at least 10 KB, which is too much for an example. */
const HAS_SHORT_PICTURE = new Set(['customer_add_image', 'customer_lookup_add_image']);

/** The example of a tool that must have one. */
async function exampleArguments(definition: Definition): Promise<Args> {
  const example = await exampleOf(definition);
  if (!example) throw new Error(`${definition.tool} has no example`);
  return structuredClone({ ...example });
}

/** The kind of each value, in place of the value. */
function kindsIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(kindsIn);
  if (!isObject(value)) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, kindsIn(each)]));
}

const handlers = await allHandlers();

/** Whether a tool is the v1 twin of a v1.1 tool that the same handler answers. */
const isTwin = (tool: string): boolean => twinOf(tool) !== tool && handlers[twinOf(tool)] === handlers[tool];

/**
 * Tests every endpoint of a section.
 *
 * @param samples - one for each endpoint of the inventory; what goes beyond it is called with its definition's example
 *   unless it has one, too
 */
export function conform(section: string, samples: Samples): void {
  const inSection = definitions.filter((each) => each.section === section);
  const tools = inSection.map(({ tool }) => tool);
  const listed = inSection.filter(({ inInventory }) => inInventory).map(({ tool }) => tool);
  let sandbox: Sandbox;
  let otherSandbox: Sandbox;
  const journal = new Journal();
  beforeAll(async () => {
    sandbox = await startSandbox({
      handlers: fittingHandlers(journaledHandlers(journal)),
      seed: 42,
      now: NOW,
    });
    otherSandbox = await startSandbox({ handlers: fittingHandlers(), seed: 43, now: NOW });
  });
  afterAll(async () => {
    await sandbox.close();
    await otherSandbox.close();
  });

  it(`has a sample of each endpoint of ${section} that the inventory lists, and none of what does not exist`, () => {
    expect(tools.length).toBeGreaterThan(0);
    expect(Object.keys(samples)).toEqual(expect.arrayContaining(listed.map(twinOf)));
    expect(tools).toEqual(expect.arrayContaining(Object.keys(samples)));
  });

  describe.each(tools)('%s', (tool) => {
    const definition = definitionOf(tool);
    const sample = samples[twinOf(tool)] ?? asSample(definition);
    const shown = documented[tool] ?? documented[twinOf(tool)];
    if (!sample || (definition.inInventory && !shown)) return;

    it(shown ? 'answers a valid call with the documented shape' : 'answers a valid call', async () => {
      const args = await beginning(sandbox, sample, definition);
      const invalid = inputSchema(definition).safeParse(args).error?.issues ?? [];
      expect(invalid.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')).toBe('');
      const before = new Snapshot(sandbox.world);
      const answer = await answerOf(sandbox, definition, args);
      expect(failureIn(definition, answer)?.message).toBeUndefined();
      expect(misfitsInResults(definition, answer.body).join('; ')).toBe('');
      expect(misfitsInStructure(definition, answer.body).join('; ')).toBe('');
      const found = shown ? differences(shown.response, answer.body) : [];
      const lacking = missing[tool] ?? missing[twinOf(tool)] ?? [];
      expect(found.filter((each) => !isExplained(sample, each) && !lacking.includes(each)).join('; ')).toBe('');
      expect(lacking.filter((each) => !found.includes(each)).join('; '), 'no longer missing').toBe('');
      const unneeded = Object.keys(sample.differs ?? {}).filter((at) => !found.some((each) => each.startsWith(at)));
      expect(unneeded.join('; '), 'explained differences that there are not').toBe('');
      const changed = before.differencesTo(sandbox.world).length > 0;
      expect(changed, changed ? 'changed the world' : 'nothing changed').toBe(changes(definition, sample));
      if (!changed) expect(await answersOtherwise(definition, sample, args, answer), 'always the same').toBe(true);
      expectBooksAddUp(sandbox.world);
      expect(unknownPlaces(sandbox.world), 'names customers where no merge was thought of').toEqual([]);
    });

    if (definition.body && definition.inInventory && !HAS_SHORT_PICTURE.has(tool)) {
      it('answers the example that agents see', () => answersExample(definition, sample));
    }

    // What one handler does under two names is found under one of them.
    if (!isTwin(tool)) {
      const timeout = 10_000 + 200 * WRONG_CALLS;
      it('survives what is wrong in a call, and changes nothing where it refuses', { timeout }, () =>
        survives(definition, sample),
      );
    }

    for (const read of isTwin(tool) ? [] : readsThatCheck(definition)) {
      const reason = NOT_SHOWN[`${tool} > ${read}`];
      if (reason === undefined) {
        it(`is shown by ${read}`, () => isShownBy(definition, definitionOf(read), sample));
      } else {
        it(`is not shown by ${read}: ${reason}`, () =>
          expect(isShownBy(definition, definitionOf(read), sample)).rejects.toThrow());
      }
    }

    const needed = neededBy(definition).filter((name) => sample.without?.[name] === undefined);
    if (needed.length === 0) return;
    it('refuses a call without what it needs, and changes nothing', async () => {
      const args = await beginning(sandbox, sample, definition);
      const before = new Snapshot(sandbox.world);
      const accepted: string[] = [];
      for (const name of needed) {
        journal.begin();
        const failure = failureIn(definition, await answerOf(sandbox, definition, lacking(args, name)));
        if (!failure) accepted.push(name);
        else if (!isDocumented(failure.code, failure.fields.httpStatus)) accepted.push(`${name}: ${failure.message}`);
        else if (journal.takeBack(sandbox.world)) accepted.push(`${name}: changed the world`);
      }
      expect(accepted.join('; '), 'answered without').toBe('');
      // The handler's changes were counted; this holds for what happens around it, too.
      before.expectSame(sandbox.world);
    });
  });

  /**
   * Calls the sample with things wrong in it, one after the other in one world. A read changes nothing even where it
   * answers.
   */
  async function survives(definition: Definition, sample: Sample): Promise<void> {
    const args = await beginning(sandbox, sample, definition);
    await fc.assert(
      fc.asyncProperty(wrongly(args), async (wrong) => {
        journal.begin();
        const answer = await answerOrRefusal(sandbox, definition, wrong);
        if (answer === undefined) return;
        const text = JSON.stringify(answer.body) ?? '';
        if (text.includes('The sandbox failed')) throw new Error(text.slice(0, 500));
        // A bill with something unknown is refused and held, as the refusal says.
        if (text.includes('waits in the sanity queue')) return;
        const failure = failureIn(definition, answer);
        const changesNothing = definition.effect === 'read' || (failure !== undefined && failure.kind !== 'partial');
        if (changesNothing && journal.takeBack(sandbox.world))
          throw new Error(`changed the world: ${text.slice(0, 500)}`);
      }),
      { numRuns: WRONG_CALLS, seed: WRONG_SEED, endOnFailure: true },
    );
    expectBooksAddUp(sandbox.world);
  }

  /**
   * Calls the example of a tool, in the world that the sandbox starts with. An example that needs calls before it, whose
   * ids and codes it cannot know, has the fields of the sample instead.
   */
  async function answersExample(definition: Definition, sample: Sample): Promise<void> {
    const args = await beginning(sandbox, sample, definition);
    const example = await exampleArguments(definition);
    if (sample.args.length > 1) return expect(kindsIn(example)).toEqual(kindsIn(JSON.parse(JSON.stringify(args))));
    expect(failureIn(definition, await answerOf(sandbox, definition, example))?.message).toBeUndefined();
  }

  /** Whoever does not know whether the write took effect sees it in the answer of the read. */
  async function isShownBy(definition: Definition, read: Definition, sample: Sample): Promise<void> {
    const args = await beginning(sandbox, sample, definition);
    const check = await checkArguments(definition, read, args, { ask: runIn(sandbox), world: sandbox.world });
    if (!check)
      throw new Error(`${read.tool} needs something that the write does not contain: ${JSON.stringify(args)}`);
    const asked = JSON.stringify(check);
    expect(inputSchema(read).safeParse(check).error?.issues, asked).toBeUndefined();
    const before = await answerOf(sandbox, read, check);
    await expectEndOfHold(definition, read, [args, check, before]);
    expect(await answerOf(sandbox, read, check), 'the answer changes by itself').toEqual(before);
    expect(failureIn(definition, await answerOf(sandbox, definition, args))?.message).toBeUndefined();
    const after = await answerOf(sandbox, read, check);
    expect(JSON.stringify(after) !== JSON.stringify(before), `the answer for ${asked} stays the same`).toBe(true);
    // What was removed may not be found any more.
    if (failureIn(read, before)) expect(failureIn(read, after)?.message, asked).toBeUndefined();
  }

  /** After an unknown outcome, whoever has read this, although the write has not taken effect, may make the call again. */
  async function expectEndOfHold(
    definition: Definition,
    read: Definition,
    [args, check, { body }]: [Args, Args, Answered],
  ): Promise<void> {
    const ask = runIn(sandbox);
    const customerOf = async ({ name, value, source = 'INSTORE' }: Identifier): Promise<string | undefined> => {
      const asked = { identifierName: name, identifierValue: value, source };
      const found = await ask('customer_get_id', asked).catch(() => undefined);
      return isObject(found) ? String(found['entity']) : undefined;
    };
    const holds = new Holds({ organization: '', customerOf, now: () => 0 });
    await holds.add(definition, args, undefined);
    await holds.looking(read, check, undefined)(body);
    expect(holds.isEmpty).toBe(!ENDS_NO_HOLD.has(`${definition.tool} > ${read.tool}`));
  }

  /** A fresh world, with what has to happen before the sample. */
  async function beginning(into: Sandbox, sample: Sample, { auth }: Definition): Promise<Args> {
    await resetSandbox(into);
    // Asking for a token changes the world, so it must not happen during the call.
    if (auth === 'oauth') await token(into);
    return sample.args(into.world, runIn(into));
  }

  /** Whether an answer depends on what is asked, or on the world. */
  async function answersOtherwise(
    definition: Definition,
    sample: Sample,
    args: Args,
    answer: Answered,
  ): Promise<boolean> {
    const differs = (other: Answered): boolean => JSON.stringify(other) !== JSON.stringify(answer);
    if (sample.other) return differs(await answerOf(sandbox, definition, sample.other(sandbox.world)));
    if (sample.meanwhile) {
      await sample.meanwhile(sandbox.world, runIn(sandbox));
      return differs(await answerOf(sandbox, definition, args));
    }
    for (const name of Object.keys(args)) {
      const asked = { ...args, [name]: unknown(args[name]) };
      if (differs(await answerOf(sandbox, definition, asked))) return true;
    }
    return differs(await answerOf(otherSandbox, definition, await beginning(otherSandbox, sample, definition)));
  }
}

/** The answer; undefined for a call that cannot even be written as a request. */
async function answerOrRefusal(sandbox: Sandbox, definition: Definition, args: Args): Promise<Answered | undefined> {
  try {
    return await answerOf(sandbox, definition, args);
  } catch (error) {
    if (error instanceof CapillaryError && error.kind === 'invalid_arguments') return undefined;
    throw error;
  }
}

/** A value of the same kind that stands for nothing. */
function unknown(value: unknown): unknown {
  if (typeof value === 'number') return 999_999_999;
  if (typeof value === 'string') return 'no-such-thing';
  if (Array.isArray(value)) return value.map(unknown);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unknown(each)])) : value;
}

const runIn =
  (sandbox: Sandbox): Do =>
  async (tool, args) => {
    const definition = definitionOf(tool);
    const answer = await answerOf(sandbox, definition, args);
    const failure = failureIn(definition, answer);
    if (failure) throw new Error(`${tool}: ${JSON.stringify(failure)}`);
    return answer.body;
  };

const changes = ({ effect }: Definition, { unchanged }: Sample): boolean =>
  effect !== 'read' && unchanged === undefined;

const readsThatCheck = ({ checkedBy = [] }: Definition): readonly string[] =>
  'unverifiable' in checkedBy ? [] : checkedBy;

const isExplained = (sample: Sample, difference: string): boolean =>
  Object.keys(sample.differs ?? {}).some((at) => difference.startsWith(at));

/** Required arguments that a call can do without: all but those in the path; and the body's own required fields. */
function neededBy(definition: Definition): string[] {
  const { properties, required } = inputJsonSchema(definition);
  const inPath = Object.keys(definition.pathParameters());
  const names = namesIn(required).filter((name) => !inPath.includes(name));
  const { body } = properties;
  return [...names, ...(isObject(body) ? namesIn(body['required']).map((name) => `body.${name}`) : [])];
}

const namesIn = (required: unknown): string[] => (Array.isArray(required) ? required.map(String) : []);

function lacking(args: Args, name: string): Args {
  const { [name]: _, ...left } = args;
  const { body } = args;
  if (!name.startsWith('body.') || !isObject(body)) return left;
  const { [name.slice('body.'.length)]: __, ...fields } = body;
  return { ...args, body: fields };
}

const knownCodes = new Set(Object.values(documented).flatMap(({ errors }) => errors.map(String)));

/** A code that the documentation lists; or, as any endpoint may give, one that says the input is bad. */
function isDocumented(code: string | number | undefined, status: number | undefined): boolean {
  if (code !== undefined && knownCodes.has(String(code))) return true;
  return (
    (code === undefined || Number(code) === 400) &&
    (status === undefined || (status >= 400 && status < 500) || status === 200)
  );
}
