import { describe, expect, it } from 'vitest';
import { successResult, type ToolResult } from '../../src/call/result.js';
import type { Definition } from '../../src/tools/define.js';
import { integer, text } from '../../src/tools/schemas/values.js';
import { define } from '../client/definitions.js';

const rows = Array.from({ length: 100 }, (_, id) => ({ id, name: `customer ${id}` }));
const listEndpoint = (query: Definition['query']): Definition => define('get', 'v2/customers', { query });

const notesOf = ({ content }: ToolResult): string[] => content[1]?.text.split('\n') ?? [];
const truncationNotesOf = (query: Definition['query']): string[] =>
  notesOf(successResult(listEndpoint(query), { data: rows }, { maxCharacters: 1_000 }));

describe('the notes of a truncated result', () => {
  const otherOptions = 'select the fields you need with fields, or narrow the request.';

  it('say how much is shown', () => {
    const result = successResult(
      listEndpoint(() => ({})),
      { data: rows },
      { maxCharacters: 1_000 },
    );
    const { data } = JSON.parse(result.content[0]?.text ?? '');
    expect(notesOf(result)[0]).toBe(`Truncated: data shows ${data.length} of 100 elements.`);
    expect(
      notesOf(
        successResult(
          listEndpoint(() => ({})),
          rows,
          { maxCharacters: 1_000 },
        ),
      )[0],
    ).toMatch(/^Truncated: the response shows \d+ of 100 elements\.$/);
  });

  it.each<[string, Definition['query'], string]>([
    ['pages and takes a limit', () => ({ offset: integer(), limit: integer() }), 'offset and a smaller limit, or '],
    ['pages', () => ({ page: integer(), sort: text() }), 'page, or '],
  ])('say how to get the rest if the endpoint %s', (_, query, option) => {
    expect(truncationNotesOf(query)[1]).toBe(`To see more: request the rest with ${option}${otherOptions}`);
  });

  it('do not mention a limit if the endpoint has no pages', () => {
    expect(truncationNotesOf(() => ({ limit: integer() }))[1]).toBe(`To see more: ${otherOptions}`);
  });

  it('are absent if everything is shown', () => {
    expect(
      successResult(
        listEndpoint(() => ({})),
        { data: rows },
        { maxCharacters: 10_000 },
      ).content,
    ).toHaveLength(1);
  });
});
