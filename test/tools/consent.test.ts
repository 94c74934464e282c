/** What users are asked before a call: which tools ask, and that each question can be filled in. */
import { describe, expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';
import { type Definition, risk } from '../../src/tools/define.js';
import { inputSchema } from '../../src/tools/input.js';
import { placesIn } from '../../src/tools/schemas/leaf.js';

const asking = definitions.filter(({ consent }) => consent !== undefined);

/** The paths that a definition names for questions and limits, without the levels of lists. */
function pathsOf({ question = '', subjects = [], amounts = {} }: Definition): string[] {
  const inQuestion = [...question.matchAll(/\{(?:count )?([^{}]+)\}/g)].map(([, path = '']) => path);
  const { points, of = [], bill, messages, rows } = amounts;
  const named = [...inQuestion, ...subjects, ...of, points, bill, messages, rows];
  return named.flatMap((path) =>
    path === undefined || ['who', 'points', 'call', ''].includes(path) ? [] : path.replaceAll('[]', ''),
  );
}

describe('a tool that asks', () => {
  it.each(asking.map((definition) => [definition.tool, definition] as const))(
    '%s is destructive, and its question names arguments that it has',
    (_, definition) => {
      expect(risk(definition)).toBe('destructive');
      expect(definition.question).toMatch(/^[A-Z{].*\?( [A-Z].*\.)?$/);
      expect(definition.question?.length).toBeLessThanOrEqual(220);
    },
  );

  it('is one of at most 45 that always ask', () => {
    const always = asking.filter(({ consent }) => consent === 'always').map(({ tool }) => tool);
    expect(always.length).toBeGreaterThan(35);
    expect(always.length).toBeLessThanOrEqual(45);
    for (const word of ['redeem', 'transfer', 'reverse', 'pii_deletion', 'send', 'password', 'remove', 'revoke'])
      expect(always.filter((tool) => tool.includes(word)).length, word).toBeGreaterThan(0);
  });

  it('undoes it with a tool that exists, if it names one', () => {
    for (const { tool, undoneBy = '' } of asking) {
      const [name = ''] = undoneBy.split(/[ ,]/);
      if (name !== '')
        expect(
          definitions.map((each) => each.tool),
          tool,
        ).toContain(name);
    }
  });
});

describe('the paths of arguments', () => {
  it.each(
    definitions
      .filter(({ amounts, consent }) => amounts !== undefined || consent !== undefined)
      .map((definition) => [definition.tool, definition] as const),
  )('of %s are in its schema', (_, definition) => {
    const places = new Set([...placesIn(inputSchema(definition))].map(({ path }) => path));
    expect(pathsOf(definition).filter((path) => !places.has(path))).toEqual([]);
  });

  it('are there wherever points move by number: what a limit does not count, it cannot keep', () => {
    const moving = definitions.filter(
      (definition) =>
        risk(definition) === 'destructive' &&
        [...placesIn(inputSchema(definition))].some(({ path }) =>
          /^body(\.\w+)*\.(points|points_redeemed|pointsTobeTransferred|pointsToBeReversed|pointsToBeAdjusted)$/.test(
            path,
          ),
        ),
    );
    const uncounted = moving.filter(({ amounts }) => amounts?.points === undefined).map(({ tool }) => tool);
    expect(uncounted.filter((tool) => !(tool in NO_POINTS_MOVE))).toEqual([]);
  });
});

/** Tools that have a number of points among their arguments, and move none of them. */
const NO_POINTS_MOVE: Readonly<Record<string, string>> = {
  points_check_transferrable: 'only checks; it is destructive because it may send a code',
  request_approve_retro_v1_1: 'a bill earns what the program says',
  request_approve_retro_v1: 'a bill earns what the program says',
  reward_create: 'sets a price',
  reward_update: 'sets a price',
  reward_issue_bulk: 'the price is that of the catalog',
};
