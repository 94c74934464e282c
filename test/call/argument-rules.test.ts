/** Rules between arguments: one of several, or one if another says so. */
import { describe, expect, it } from 'vitest';
import { checkArguments } from '../../src/call/arguments.js';
import type { ArgumentProblem } from '../../src/call/problems.js';
import { CapillaryError } from '../../src/client/errors.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { documentedNames, inputSchema } from '../../src/tools/input.js';

function problemsOf(tool: string, args: Record<string, unknown>): ArgumentProblem[] {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(`no tool ${tool}`);
  try {
    checkArguments(definition, args);
    return [];
  } catch (error) {
    if (error instanceof CapillaryError) return Object(error.details).arguments;
    throw error;
  }
}

const BILL = { billNumber: 'b1', billAmount: 10 };

describe('a rule between arguments', () => {
  it('refuses a call with none of several', () => {
    expect(problemsOf('user_group_get', {})).toEqual([
      { argument: 'id', problem: 'required: give at least one of id, externalId, primaryUserId' },
    ]);
    expect(problemsOf('user_group_get', { externalId: '' })).toHaveLength(1);
    expect(problemsOf('transaction_update', { body: { deliveryStatus: 'PLACED' } })).toEqual([
      { argument: 'body.id', problem: 'required: give at least one of id, number' },
    ]);
  });

  it.each([{ id: 1 }, { externalId: 'x' }, { primaryUserId: 3 }, { ExternalId: 'x' }, { loyaltyNo: 'x' }])(
    'accepts one of them, in any letter case, or something that is not documented: %j',
    (args) => {
      expect(problemsOf('user_group_get', args)).toEqual([]);
    },
  );

  it('applies to each row, and only where another field says so', () => {
    const rows = [
      { ...BILL, type: 'REGULAR', identifierType: 'mobile', identifierValue: '91', source: 'INSTORE' },
      { ...BILL, type: 'RETURN', identifierType: 'mobile', identifierValue: '91', source: 'INSTORE' },
    ];
    expect(problemsOf('transaction_add_bulk', { body: rows })).toEqual([
      { argument: 'body[1].returnType', problem: 'required if type is RETURN' },
      { argument: 'body[1].purchaseTime', problem: 'required if type is RETURN' },
    ]);
    expect(problemsOf('transaction_add', { body: { ...BILL, type: 'REGULAR' } })).toEqual([]);
  });

  it('applies to the rows of an older form, whose types are in lower case', () => {
    const rows = [
      { number: 'b1', amount: 10, type: 'regular' },
      { number: 'b1', amount: 10, type: 'return' },
    ];
    expect(problemsOf('transaction_add_v1_1', { body: { root: { transaction: rows } } })).toEqual([
      { argument: 'body.root.transaction[1].return_type', problem: 'required if type is return' },
    ]);
  });

  it.each(
    definitions
      .filter(({ rules = [] }) => rules.length > 0)
      .map((definition) => [definition.tool, definition] as const),
  )('of %s names documented arguments', (_, definition) => {
    for (const { needs, each, when } of definition.rules ?? []) {
      const known =
        each === undefined ? new Set(Object.keys(inputSchema(definition).shape)) : documentedNames(definition);
      for (const name of [...needs, ...(when ? [when.field] : [])]) expect(known).toContain(name);
    }
  });
});
