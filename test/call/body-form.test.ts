/** A body in the form of another endpoint or API layer is refused with the form to pass instead. */
import { describe, expect, it } from 'vitest';
import { checkArguments } from '../../src/call/arguments.js';
import type { ArgumentProblem } from '../../src/call/problems.js';
import { CapillaryError } from '../../src/client/errors.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';

function problemsOf(tool: string, args: Record<string, unknown>): ArgumentProblem[] {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(`no tool ${tool}`);
  try {
    checkArguments(definition, args);
  } catch (error) {
    if (error instanceof CapillaryError) return Object(error.details).arguments;
    throw error;
  }
  return [];
}

const problemOf = (tool: string, body: unknown): string =>
  problemsOf(tool, { body })
    .map(({ argument, problem }) => `${argument}: ${problem}`)
    .join(' | ');

const TRANSFER = {
  pointsTobeTransferred: 5,
  fromCustomerIdentifier: { type: 'MOBILE', value: '919800000001' },
  toCustomerIdentifier: { type: 'MOBILE', value: '919800000002' },
};

describe('a body', () => {
  it('without the levels of v1.1 is refused with those levels', () => {
    expect(problemOf('task_update_v1_1', { id: 1, status: 'OPEN' })).toMatch(
      /^body: expected the fields inside \{"root": \{"task": \[\{…\}\]\}\}/,
    );
    expect(problemOf('transaction_add_v1_1', { billNumber: 'a', billAmount: 5, type: 'REGULAR' })).toMatch(
      /inside \{"root": \{"transaction": \[\{…\}\]\}\}; its keys are type, number, amount, /,
    );
    expect(problemOf('task_update_v1_1', { task: [{ id: 1 }] })).toBe(
      'body.root: required; pass {"root": {"task": …}}',
    );
    expect(problemOf('task_update_v1_1', [{ id: 1 }])).toBe(
      'body: expected the list inside {"root": {"task": [{…}, …]}}',
    );
  });

  it('with the levels of v1.1 where there are none is refused with what to pass', () => {
    expect(problemOf('points_transfer', { root: { transfer: [TRANSFER] } })).toBe(
      'body: expected the fields themselves; pass what is in body.root.transfer[0] as body, without the levels around it',
    );
    expect(problemOf('points_transfer', { body: TRANSFER })).toContain('pass what is in body.body as body');
    expect(problemOf('points_transfer', { root: { x: { points_tobe_transferred: 5, program_id: 1 } } })).toMatch(
      /body\.root\.x as body, without the levels around it; its keys are pointsTobeTransferred, /,
    );
    expect(problemOf('user_group_join', { data: [{ userId: 1, permissions: [] }] })).toContain(
      'expected a list of objects; pass what is in body.data as body',
    );
  });

  it('that is a list in place of an object is refused with what to do with its elements', () => {
    expect(problemOf('points_transfer', [TRANSFER])).toBe(
      'body: expected an object; pass the element itself instead of a list',
    );
    expect(problemOf('points_transfer', [TRANSFER, TRANSFER])).toContain('got a list of 2; make a call for each');
  });

  it('whose fields stand beside it is refused with where to put them', () => {
    expect(problemsOf('points_transfer', { ...TRANSFER })).toEqual([
      {
        argument: 'body',
        problem:
          'required; put the fields into it: {"body": {"pointsTobeTransferred": …, "fromCustomerIdentifier": …, "toCustomerIdentifier": …}}',
      },
    ]);
    expect(problemsOf('points_transfer', {})).toMatchObject([
      { argument: 'body', problem: expect.stringMatching(/^required, expected an object/) },
    ]);
  });

  it('in the documented form is checked field by field', () => {
    expect(problemOf('points_transfer', { ...TRANSFER, pointsTobeTransferred: 'many' })).toMatch(
      /^body\.pointsTobeTransferred: expected a number/,
    );
    expect(problemOf('points_transfer', TRANSFER)).toBe('');
  });

  it('with a misspelt required key has one problem', () => {
    const { pointsTobeTransferred, ...rest } = TRANSFER;
    expect(
      problemsOf('points_transfer', { body: { ...rest, points_tobe_transferred: pointsTobeTransferred } }),
    ).toEqual([expect.objectContaining({ nearest: 'pointsTobeTransferred' })]);
  });

  it.each(definitions.filter(({ body }) => body !== undefined).map(({ tool }) => tool))(
    'of %s may be anything without a crash, and in little time',
    (tool) => {
      const deep = Array.from({ length: 50 }).reduce<unknown>((inner) => ({ root: [inner] }), {});
      const wide = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`key${index}`, index]));
      for (const body of [null, [], [[]], {}, { root: null }, { root: {} }, deep, wide, [wide], '{}', 5]) {
        expect(() => problemsOf(tool, { body })).not.toThrow();
      }
    },
  );
});
