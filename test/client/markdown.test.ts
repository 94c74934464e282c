/** docs/errors.md says what errors are. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_KINDS, type ErrorKind } from '../../src/client/errors.js';
import { errorsMarkdown, KIND_REFERENCE } from '../../src/client/markdown.js';
import { definitions } from '../../src/tools/catalogue.js';
import { CODE_MEANINGS } from '../../src/tools/code-meanings.js';
import { type Ending, FAULTS } from '../faults/faults.js';

const root = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const isKind = (text: string): text is ErrorKind => ERROR_KINDS.some(({ kind }) => kind === text);

/** Errors as the sources write them, if kind and retryability are written out. */
const writtenErrors = readdirSync(root('src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.startsWith('sandbox') && !path.startsWith('apps'))
  .flatMap((path) => [...readFileSync(root(`src/${path}`), 'utf8').matchAll(/kind: '(\w+)',[^;]*?retryable: (\w+)/g)])
  .flatMap(([, kind = '', retryable = '']) => (isKind(kind) ? [{ kind, retryable }] : []));

describe('the reference of errors', () => {
  it('is the page that `npm run generate` writes', () => {
    expect(readFileSync(root('docs/errors.md'), 'utf8')).toBe(errorsMarkdown(definitions));
  });

  it('has every outcome that a fault of the API leads to', () => {
    const endings = FAULTS.flatMap((fault) => Object.values(fault).flat())
      .filter((value): value is Ending => typeof value === 'string' && / ×\d+$/.test(value))
      .map((ending) => ending.split(' '));
    const failures = endings.filter(([kind = '', outcome = '']) => isKind(kind) && !outcome.startsWith('×'));
    expect(failures.length).toBeGreaterThan(50);
    for (const [kind = '', outcome] of failures)
      expect(isKind(kind) && KIND_REFERENCE[kind].outcomes, kind).toContain(outcome);
  });

  it('calls retryable what the sources do', () => {
    expect(writtenErrors.length).toBeGreaterThan(20);
    for (const { kind, retryable } of writtenErrors) {
      if (KIND_REFERENCE[kind].retryable === 'no') expect(retryable, kind).not.toBe('true');
      if (KIND_REFERENCE[kind].retryable === 'yes') expect(retryable, kind).not.toBe('false');
    }
  });

  it('calls no kind final that a temporary code has', () => {
    for (const { response } of definitions) {
      for (const code of response.transientCodes) {
        const kind = response.codes[code] ?? 'rejected';
        expect(KIND_REFERENCE[kind].retryable, `${code}`).not.toBe('no');
      }
    }
  });

  it('has each documented code under its section', () => {
    const page = errorsMarkdown(definitions);
    for (const [section, meanings] of Object.entries(CODE_MEANINGS)) {
      const [, table = ''] = page.split(`### ${section}\n`);
      for (const code of Object.keys(meanings)) expect(table, section).toContain(`| \`${code}\` |`);
    }
  });
});
