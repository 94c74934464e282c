/** What a reviewer reads when a change alters the tools that clients see. */
import { describe, expect, it } from 'vitest';
import { surfaceReport } from '../../bench/lib/surface-report.mjs';
import { tokensOfTool } from '../../bench/lib/tokens.mjs';

const tool = (name: string, description = 'What it does') => ({
  name,
  description,
  inputSchema: { type: 'object', properties: { q: { type: 'string' } } },
});

describe('a report on the tools listed', () => {
  it('is empty if no tool differs, in any order', () => {
    expect(surfaceReport([tool('a'), tool('b')], [tool('b'), tool('a')])).toBe('');
  });

  it('names added, removed and changed tools with their tokens, and the total', () => {
    const changed = tool('b', 'What it does, and what it does not do');
    const [small, large] = [tokensOfTool(tool('b')), tokensOfTool(changed)];
    expect(surfaceReport([tool('a'), tool('b')], [changed, tool('c')])).toBe(
      [
        `- a  -${tokensOfTool(tool('a'))}`,
        `~ b  ${small} → ${large} (+${large - small})  description`,
        `+ c  +${tokensOfTool(tool('c'))}`,
        `3 of 2 tools differ; tokens ${2 * small} → ${small + large} (+${large - small})`,
        '',
      ].join('\n'),
    );
  });

  it('names the places that differ, also in the annotations, which cost nothing', () => {
    const before = { ...tool('a'), annotations: { readOnlyHint: true } };
    const after = {
      ...tool('a'),
      annotations: { readOnlyHint: false },
      inputSchema: { type: 'object', properties: {} },
    };
    expect(surfaceReport([before], [after])).toMatch(/ {2}inputSchema\.properties\.q, annotations\.readOnlyHint\n/);
    const silent = { ...before, annotations: {} };
    expect(surfaceReport([before], [silent])).toMatch(/\(\+0\) {2}annotations\.readOnlyHint\n/);
  });

  it('tells a change of the order of keys, which clients see, too', () => {
    const { name, ...rest } = tool('a');
    expect(surfaceReport([tool('a')], [{ ...rest, name }])).not.toBe('');
  });

  it('shortens a long list of places', () => {
    const properties = (type: string) => Object.fromEntries([...'abcdefg'].map((key) => [key, { type }]));
    const schema = (type: string) => ({ ...tool('a'), inputSchema: { properties: properties(type) } });
    expect(surfaceReport([schema('string')], [schema('number')])).toContain('.e.type, and 2 more');
  });
});
