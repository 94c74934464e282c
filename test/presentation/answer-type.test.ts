/** The type of an answer, as `find_tools` shows it. */
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { formatAnswerType, layOutAnswerType } from '../../src/presentation/answer-type.js';
import { definitions } from '../../src/tools/catalogue.js';
import { anyOf, anything, listOrOne, mapOf, open, problem, responseStatus } from '../../src/tools/schemas/answer.js';
import { email, idOf } from '../../src/tools/schemas/leaf-types.js';
import { dateTime, epoch } from '../../src/tools/schemas/times.js';
import { integer, keyValues, list, text } from '../../src/tools/schemas/values.js';

const written = (answer: z.ZodType): string => formatAnswerType(answer, 1_000);

describe('the type of an answer', () => {
  it('has the rows first, and leaves out how the call went', () => {
    const rows = list(open({ id: integer(), errors: list(problem()) }));
    const answer = open({ pagination: open({ total: integer() }), data: rows, warnings: list(problem()) });
    expect(written(answer)).toBe('{ data: { id: number }[], pagination: { total: number } }');
    expect(written(open({ response: open({ status: responseStatus(), coupons: rows }) }))).toBe(
      '{ response: { coupons: { id: number }[] } }',
    );
  });

  it('keeps a status that is the state of a thing', () => {
    expect(written(open({ id: integer(), status: text() }))).toBe('{ id: number, status: string }');
  });

  it.each<[string, z.ZodType]>([
    ['number /* store */', idOf('store', integer())],
    ['dateTime', dateTime({ zone: 'offset' })],
    ["dateTime /* organization's time */", dateTime({ zone: 'organization' })],
    ['epochMilliseconds', epoch({ unit: 'milliseconds' })],
    ['email', email()],
    ['Record<string, unknown>', keyValues()],
    ['unknown', anything()],
    ['Record<string, { y: string }[]>', mapOf(list(open({ y: text() })))],
    ['Record<string, string>[]', list(mapOf(text()))],
    ['{ y: string }[] | Record<string, object>', anyOf(list(open({ y: text() })), mapOf(open({ y: text() })))],
    ['{ y: string }[] /* or one */', anyOf(open({ y: text() }), list(open({ y: text() })))],
  ])('says what a value means: %s', (expected, schema) => {
    expect(written(open({ x: schema }))).toBe(`{ x: ${expected} }`);
  });

  it('does not repeat what the name of the member says', () => {
    expect(written(open({ storeId: idOf('store', integer()), email: email() }))).toBe(
      '{ storeId: number, email: string }',
    );
  });

  it.each<[string, z.ZodType]>([
    ['string /* card number */', text('card number')],
    ['string[] /* card numbers */', list(text(), 'card numbers')],
    ['{ y: string }[] /* or one */ /* by promotion */', listOrOne(open({ y: text() })).describe('by promotion')],
    ['number /* store; 0: none */', idOf('store', integer('0: none'))],
    ['unknown /* not documented */', anything('not documented')],
  ])('has descriptions: %s', (expected, schema) => {
    expect(written(open({ x: schema }))).toBe(`{ x: ${expected} }`);
  });

  it('is written level by level within its budget, and counts what it leaves out', () => {
    const answer = open({ deep: open({ first: text(), second: text(), third: text() }), id: integer() });
    expect(formatAnswerType(answer, 44)).toBe('{ deep: object, id: number }');
    expect(formatAnswerType(answer, 60)).toBe('{ deep: { first: string, … 2 more }, id: number }');
  });

  it('of no tool exceeds its budget', () => {
    for (const { tool, answer } of definitions) expect(formatAnswerType(answer(), 800).length, tool).toBeLessThan(801);
  });
});

describe('the type of an answer on several lines', () => {
  it('has members on the same line as long as they fit', () => {
    const rows = anyOf(list(open({ first: text(), second: text(), third: text() })), text());
    const answer = open({ rows, name: text(), total: integer() });
    expect(layOutAnswerType(answer, 1_000, 100)).toBe(
      '{ rows: { first: string, second: string, third: string }[] | string, name: string, total: number }',
    );
    expect(layOutAnswerType(answer, 1_000, 40)).toBe(
      [
        '{',
        '  rows: {',
        '    first: string, second: string,',
        '    third: string,',
        '  }[] | string,',
        '  name: string, total: number,',
        '}',
      ].join('\n'),
    );
  });

  it('says the same as on one line, for each tool', () => {
    const withoutSpace = (written: string): string => written.replaceAll(/\s/g, '').replaceAll(',}', '}');
    for (const { tool, answer } of definitions) {
      const lines = layOutAnswerType(answer(), 800, 100);
      expect(withoutSpace(lines), tool).toBe(withoutSpace(formatAnswerType(answer(), 800)));
      // Only a single member may be too long for a line.
      for (const line of lines.split('\n')) if (line.length > 100) expect(line, tool).not.toMatch(/, \w+: /);
    }
  });
});
