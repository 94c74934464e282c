import { describe, expect, it } from 'vitest';
import { success, type ToolResult } from '../../src/call/result.js';
import type { Definition } from '../../src/tools/define.js';
import { integer, text } from '../../src/tools/schemas/values.js';
import { define } from '../client/definitions.js';

const rows = Array.from({ length: 100 }, (_, id) => ({ id, name: `customer ${id}` }));
const listing = (query: Definition['query']): Definition => define('get', 'v2/customers', { query });

const notesOf = ({ content }: ToolResult): string[] => content[1]?.text.split('\n') ?? [];
const cutBy = (query: Definition['query']): string[] =>
  notesOf(success(listing(query), { data: rows }, { maxCharacters: 1_000 }));

describe('the notes of an answer that was cut', () => {
  const elsewhere = 'name what you need in fields, or narrow the request.';

  it('say how much of what is shown', () => {
    const result = success(
      listing(() => ({})),
      { data: rows },
      { maxCharacters: 1_000 },
    );
    const { data } = JSON.parse(result.content[0]?.text ?? '');
    expect(notesOf(result)[0]).toBe(`Cut to fit: data shows ${data.length} of 100 elements.`);
    expect(
      notesOf(
        success(
          listing(() => ({})),
          rows,
          { maxCharacters: 1_000 },
        ),
      )[0],
    ).toMatch(/^Cut to fit: the answer shows \d+ of 100 elements\.$/);
  });

  it.each<[string, Definition['query'], string]>([
    ['pages and takes a limit', () => ({ offset: integer(), limit: integer() }), 'offset and a smaller limit, or '],
    ['pages', () => ({ page: integer(), sort: text() }), 'page, or '],
  ])('say how to get the rest where the endpoint %s', (_, query, way) => {
    expect(cutBy(query)[1]).toBe(`To see more: ask for the rest with ${way}${elsewhere}`);
  });

  it('speak of no limit where the endpoint has no pages', () => {
    expect(cutBy(() => ({ limit: integer() }))[1]).toBe(`To see more: ${elsewhere}`);
  });

  it('are none where all is shown', () => {
    expect(
      success(
        listing(() => ({})),
        { data: rows },
        { maxCharacters: 10_000 },
      ).content,
    ).toHaveLength(1);
  });
});
