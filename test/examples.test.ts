/** The examples for frameworks. `npm run examples` runs them; here, what a newcomer copies stays short and pinned. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../examples/${path}`, import.meta.url), 'utf8');
const examples = readdirSync(new URL('../examples', import.meta.url)).filter(
  (name) => name.endsWith('.mjs') && name !== 'run.mjs',
);
const pack: { dependencies: Record<string, string> } = JSON.parse(read('package.json'));
const lock: { packages: Record<string, { version?: string; dependencies?: object }> } = JSON.parse(
  read('package-lock.json'),
);

describe.each(examples)('the example %s', (name) => {
  const source = read(name);

  it('fits on a screen', () => {
    expect(source.split('\n').length).toBeLessThanOrEqual(60);
  });

  it('is in the table of examples/README.md', () => {
    expect(read('README.md')).toContain(`| [${name}](${name}) |`);
  });

  it('imports packages that examples/package.json has, and nothing of this repository', () => {
    for (const [, imported = ''] of source.matchAll(/from '([^']+)'/g)) {
      if (imported.startsWith('node:')) continue;
      const [, packageName = ''] = /^((?:@[^/]+\/)?[^/]+)/.exec(imported) ?? [];
      expect(Object.keys(pack.dependencies)).toContain(packageName);
    }
  });
});

describe('the packages of the examples', () => {
  it('are those of seven frameworks', () => {
    expect(examples).toHaveLength(7);
  });

  it('have exact versions, and the lockfile agrees', () => {
    for (const version of Object.values(pack.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(lock.packages['']?.dependencies).toEqual(pack.dependencies);
  });
});
