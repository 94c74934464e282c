/** A day without a time at which something ends is the beginning of that day: calls that pass one are told so. */
import { describe, expect, it } from 'vitest';
import { checkArguments } from '../../src/call/arguments.js';
import { endDayNotes } from '../../src/call/end-days.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { type Definition, risk } from '../../src/tools/define.js';
import { endsOf } from '../../src/tools/ends.js';
import { inputJsonSchema } from '../../src/tools/input.js';

function definitionOf(tool: string): Definition {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(`no tool ${tool}`);
  return definition;
}

describe('a day without a time', () => {
  const period = { startDate: '2026-01-01', endDate: '2026-01-31', name: 'January' };
  const notesOn = (changed: object) =>
    endDayNotes(definitionOf('target_group_create_period'), { body: [{ ...period, ...changed }] });

  it('is explained where something ends, and not where it starts', () => {
    expect(notesOn({})).toEqual([
      'body[].endDate: a day without a time is the beginning of that day. If that day is to be included, pass its end.',
    ]);
  });

  it('is not explained if there is a time', () => {
    expect(notesOn({ endDate: '2026-01-31T23:59:59+05:30' })).toEqual([]);
    expect(notesOn({ endDate: undefined })).toEqual([]);
  });

  it('is explained beside other notes on the arguments', () => {
    const body = { discountType: 'PERCENTAGE', discountValue: 1, rewardIds: [1], endTime: '2026-01-31' };
    const notes = checkArguments(definitionOf('reward_update_promotion'), { brandId: 1, promotionId: 1, body });
    expect(notes.join('\n')).toContain('body.endTime: a day without a time');
  });
});

it.each(definitions.filter((definition) => endsOf(definition).length > 0).map((each) => [each.tool, each] as const))(
  '%s says of every end what a day alone means',
  (_, definition) => {
    expect(JSON.stringify(inputJsonSchema(definition))).toContain('a day alone is its beginning');
    expect(risk(definition)).not.toBe('read');
  },
);
