/** What `npm run lint` finds in regular expressions. */
import { describe, expect, it } from 'vitest';
import { explainSlowness, findRegexps } from '../scripts/regexps.mjs';

const slow = (text: string): string[] =>
  findRegexps('file.ts', text)
    .filter(({ source, flags }) => explainSlowness({ source, flags }) !== undefined)
    .map(({ source }) => source);

describe('a regular expression', () => {
  it.each([
    ['whose repeats overlap', '/^(a+)+$/', '^(a+)+$'],
    ['that is tried again at each place of a long match', '/\\s+$/', '\\s+$'],
    ['whose bounded repeat is long', '/\\s{1,1000}$/', '\\s{1,1000}$'],
    ['in a call', "new RegExp('x*y', 'i')", 'x*y'],
    ['made of constants', `const word = 'a+'; RegExp(\`\${word}b\`)`, 'a+b'],
    ['in the argument of a function', "text.replace(/[^/]+x/, '')", '[^/]+x'],
  ])('%s is found', (_, code, source) => {
    expect(slow(code)).toEqual([source]);
  });

  it.each(['/^a+$/', '/\\{\\w+\\}/g', '/[+*]/', '/\\s+/y', '/^\\d{1,1000}$/', '/^[^\\s@]+@[^\\s@]+$/'])(
    'that takes linear time passes: %s',
    (code) => {
      expect(findRegexps('file.ts', code)).toHaveLength(1);
      expect(slow(code)).toEqual([]);
    },
  );

  it('that is known only at run time is marked', () => {
    expect(findRegexps('file.ts', 'const a = 1;\nnew RegExp(text)')).toEqual([
      { source: 'new RegExp(text)', flags: '', line: 2, isConstant: false },
    ]);
    expect(findRegexps('file.ts', 'new RegExp(/a/, flags)')).toHaveLength(1);
  });
});
