/** What users are asked before a call: which tools ask, and that each question can be filled in. */
import { describe, expect, it } from 'vitest';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { type Definition, risk } from '../../src/tools/define.js';
import { inputSchema } from '../../src/tools/input.js';
import { placesIn } from '../../src/tools/schemas/leaf.js';

const asking = definitions.filter(({ consent }) => consent !== undefined);

/** The paths that a definition names for questions and limits, without the levels of lists. */
function pathsOf({ question = '', subjects = [], amounts = {} }: Definition): string[] {
  const inQuestion = [...question.matchAll(/\{(?:count )?([^{}]+)\}/g)].map(([, path = '']) => path);
  const { points, of = [], bill, messages, rows, lookUp } = amounts;
  const { chosen, value, pieces } = lookUp?.price ?? {};
  const lookedUp = [lookUp?.each, chosen, value, pieces, ...(lookUp ? Object.values(lookUp.args) : [])];
  const named = [...inQuestion, ...subjects, ...of, points, bill, messages, rows, ...lookedUp];
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

  it('says whether it can be undone if it always asks, and with which tool', () => {
    const tools = new Set(definitions.map(({ tool }) => tool));
    for (const { tool, consent, undoneBy } of asking) {
      if (consent === 'always') expect(undoneBy, tool).toBeDefined();
      const [name = ''] = (undoneBy ?? 'nothing').split(/[ ,]/);
      if (name !== 'nothing') expect(tools, tool).toContain(name);
    }
  });

  it('says how to find out whether it took effect', () => {
    const tools = new Set(definitions.map(({ tool }) => tool));
    for (const { tool, checkedBy, undoneBy } of definitions.filter((each) => risk(each) === 'destructive')) {
      expect(checkedBy, tool).toBeDefined();
      const reads = Array.isArray(checkedBy) ? checkedBy : [];
      expect(
        reads.filter((name) => !tools.has(name)),
        tool,
      ).toEqual([]);
      if (undoneBy !== undefined) expect(undoneBy, tool).toMatch(/^[a-z]\w+(, [\w ]+)?$/);
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

  it('are there wherever points may move: what a limit does not count, it cannot keep', () => {
    const moving = definitions.filter(
      (definition) =>
        risk(definition) === 'destructive' &&
        ([...placesIn(inputSchema(definition))].some(({ path }) => isNumberOfPoints(path)) ||
          [...placesIn(definition.answer())].some(({ path }) => isMovedPoints(path))),
    );
    const uncounted = moving
      .filter(({ amounts }) => amounts?.points === undefined && amounts?.lookUp?.price === undefined)
      .map(({ tool }) => tool);
    expect(uncounted.sort()).toEqual(Object.keys(NO_POINTS_MOVE).sort());
  });

  it('of goodwill that waits are those of the request, where the approval does not say how much it is', () => {
    for (const tool of ['request_approve_v1_1', 'request_approve_v1']) {
      expect(findDefinition(tool)?.amounts, tool).toMatchObject({
        points: expect.any(String),
        lookUp: { points: expect.any(String), of: expect.any(String) },
      });
    }
  });
});

/** An argument that is a number of points. */
const isNumberOfPoints = (path: string): boolean =>
  /(^|\.)(points|loyaltyPoints|points_redeemed|pointsTobeTransferred|pointsToBe\w+)$/.test(path);

/** A member of an answer that says how many points the call moved. */
const isMovedPoints = (path: string): boolean =>
  /(^|\.)(points(Redeemed|Reversed|Unlocked)|redeemedPoints)$/.test(path);

/** Tools whose arguments or answers have a number of points, which the call does not move, or which the customer has anyway. */
const NO_POINTS_MOVE: Readonly<Record<string, string>> = {
  points_check_redeemable_v1_1: 'only checks; it is destructive because it may send a code',
  points_check_redeemable_v1: 'only checks; it is destructive because it may send a code',
  points_check_transferrable: 'only checks; it is destructive because it may send a code',
  points_send_validation_code_v1_1: 'sends a code for a redemption, which counts itself',
  points_send_validation_code_v1: 'sends a code for a redemption, which counts itself',
  points_unlock_promised: 'what the customer was promised comes earlier',
  points_update_redemption: 'changes the bill number and notes of a redemption',
  request_approve_retro_v1_1: 'a bill earns what the program says',
  request_approve_retro_v1: 'a bill earns what the program says',
  reward_create: 'sets a price',
  reward_update: 'sets a price',
  transaction_update: 'asks for the points of each program in the answer',
};
