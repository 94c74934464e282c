/** Paths in `fields` that are corrected before a call. */
import { describe, expect, it } from 'vitest';
import { correctFields } from '../../src/call/answer-fields.js';
import { answerPart } from '../../src/tools/answer-parts.js';
import { definitions } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';

const definitionOf = (tool: string): Definition => {
  const found = definitions.find((each) => each.tool === tool);
  if (!found) throw new Error(`no tool ${tool}`);
  return found;
};
const readAs = (tool: string, path: string) => correctFields(definitionOf(tool), [path]);

describe('a path in fields', () => {
  it.each([
    ['lead_search', 'data[].nextFolowUp', 'data[].nextFollowUp'],
    ['lead_search', 'data[].nextfollowup', 'data[].nextFollowUp'],
    ['lead_search', 'Data.id', 'data[].id'],
    ['lead_search', 'nextFollowUp', 'data[].nextFollowUp'],
    ['lead_search', 'statusLogDetails[].reason', 'data[].statusLogDetails[].reason'],
    ['lead_search', 'data[0].id', 'data[].id'],
    ['lead_search', 'data[*].id', 'data[].id'],
    ['lead_search', '$.data[].id', 'data[].id'],
    ['lead_search', 'data.0.id', 'data[].id'],
    ['customer_get_v1_1', 'firstname', 'response.customers.customer[].firstname'],
    ['customer_get_v1_1', 'response.customer[].firstname', 'response.customers.customer[].firstname'],
    ['customer_get_v1_1', 'response.customers.customer.firstName', 'response.customers.customer[].firstname'],
    ['points_transfer', 'data[].transferID', 'data[].transferId'],
  ])('of %s that nearly matches one is taken for it: %s', (tool, path, nearest) => {
    expect(readAs(tool, path)).toEqual({ fields: [nearest], notes: [`fields: read ${path} as ${nearest}.`] });
  });

  it.each([
    ['lead_search', 'data[].id'],
    ['lead_search', 'data.id'],
    ['lead_search', 'data'],
    ['lead_search', '*'],
    ['lead_search', 'data[].*'],
    ['lead_search', 'data[].extendedFields.colour'],
    ['lead_search', 'data[].somethingElse'],
    ['lead_search', 'entity'],
    ['lead_search', 'status.code'],
    ['customer_get', 'firstName'],
    ['customer_get', 'profile'],
  ])('of %s that is right, or that no type can judge, stays: %s', (tool, path) => {
    expect(readAs(tool, path)).toEqual({ fields: [path], notes: [] });
  });

  it('stays if the answer of any tool documents it', () => {
    for (const definition of definitions) {
      const answer = definition.answer();
      for (const [name, member] of answerPart(answer).members) {
        const paths = [name, ...[...answerPart(member).members.keys()].map((inner) => `${name}.${inner}`)];
        expect(correctFields(definition, paths).notes, definition.tool).toEqual([]);
      }
    }
  });
});
