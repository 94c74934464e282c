/** The workflows of GitHub Actions, as far as they can be checked without GitHub. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { notesOf, problemsOf } from '../scripts/release.mjs';
import { formFields } from '../src/config/form-fields.js';
import { createHostPlugins } from '../src/presentation/host-plugins.js';

const FOLDER = '.github/workflows';
const file = (path: string): URL => new URL(`../${path}`, import.meta.url);
const read = (path: string): string => readFileSync(file(path), 'utf8');
const pack = JSON.parse(read('package.json'));

/**
 * The syntax of workflows, as much of it as is used here. Strict, so that a misspelt key is an error. Source:
 * docs.github.com/actions, 'Workflow syntax', read on 2026-11-30.
 */
const text = z.string().min(1);
const permissions = z.partialRecord(
  z.enum(['contents', 'packages', 'id-token', 'attestations']),
  z.enum(['read', 'write', 'none']),
);
const env = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const step = z.union([
  z.strictObject({
    name: text.optional(),
    id: text.optional(),
    if: text.optional(),
    uses: text,
    with: env.optional(),
    env: env.optional(),
  }),
  z.strictObject({ name: text.optional(), id: text.optional(), if: text.optional(), run: text, env: env.optional() }),
]);
const needs = z.union([text, z.array(text)]).optional();
const job = z.union([
  z.strictObject({ uses: text, needs }),
  z.strictObject({
    needs,
    'runs-on': text,
    'timeout-minutes': z.number().int().positive(),
    environment: text.optional(),
    permissions: permissions.optional(),
    strategy: z
      .strictObject({ 'fail-fast': z.boolean(), matrix: z.record(z.string(), z.array(z.union([text, z.number()]))) })
      .optional(),
    env: env.optional(),
    steps: z.array(step).min(1),
  }),
]);
const workflow = z.strictObject({
  name: text,
  on: z.strictObject({
    push: z.strictObject({ branches: z.array(text).optional(), tags: z.array(text).optional() }).optional(),
    pull_request: z.null().optional(),
    workflow_call: z.null().optional(),
  }),
  permissions,
  concurrency: z.strictObject({ group: text, 'cancel-in-progress': z.union([z.boolean(), text]) }),
  jobs: z.record(z.string().regex(/^[a-z]+$/), job),
});

type Workflow = z.infer<typeof workflow>;

const names = readdirSync(file(FOLDER));
const parsed = new Map(names.map((name) => [name, workflow.safeParse(parse(read(`${FOLDER}/${name}`)))]));
const jobsOf = (name: string): [string, Workflow['jobs'][string]][] =>
  Object.entries(parsed.get(name)?.data?.jobs ?? {});
const stepsOf = (name: string) => jobsOf(name).flatMap(([, each]) => ('steps' in each ? each.steps : []));
const commandsOf = (name: string) => stepsOf(name).flatMap((each) => ('run' in each ? [each.run] : []));

describe.each(names)('the workflow %s', (name) => {
  const source = read(`${FOLDER}/${name}`);

  it('has the syntax of GitHub Actions', () => {
    expect(parsed.get(name)?.error).toBeUndefined();
  });

  it('pins every action of others to a commit, and says which version it is', () => {
    const uses = [...source.matchAll(/uses: (.*)/g)].map(([, action = '']) => action);
    expect(uses.length).toBeGreaterThan(3);
    for (const action of uses.filter((each) => !each.startsWith('./')))
      expect(action).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    for (const action of uses.filter((each) => each.startsWith('./')))
      expect(existsSync(file(action)), action).toBe(true);
  });

  it('reads the contents and nothing else, unless a job says why it needs more', () => {
    expect(parsed.get(name)?.data?.permissions).toEqual({ contents: 'read' });
  });

  it('knows no secret but the token that every run has, and leaves it to no later step', () => {
    const secrets = [...source.matchAll(/secrets\.(\w+)/g)].map(([, secret]) => secret);
    expect(new Set(secrets).size).toBeLessThanOrEqual(1);
    expect(secrets.filter((secret) => secret !== 'GITHUB_TOKEN')).toEqual([]);
    for (const each of stepsOf(name))
      if ('uses' in each && each.uses.startsWith('actions/checkout@'))
        expect(each.with).toMatchObject({ 'persist-credentials': false });
  });

  it('puts no expression into a script, where its value would be run', () => {
    for (const command of commandsOf(name)) expect(command).not.toContain('${{');
  });

  it('runs only scripts that exist', () => {
    const commands = commandsOf(name).join('\n');
    for (const [, script = ''] of commands.matchAll(/npm run (\S+)/g))
      expect(Object.keys(pack.scripts)).toContain(script);
    for (const [path] of commands.matchAll(/scripts\/[\w.-]+\.mjs/g)) expect(existsSync(file(path)), path).toBe(true);
    for (const [path] of commands.matchAll(/manifest\/[\w.-]+/g)) expect(existsSync(file(path)), path).toBe(true);
  });

  it('waits only for jobs that it has', () => {
    const jobs = jobsOf(name);
    for (const [, { needs: wanted = [] }] of jobs)
      for (const other of [wanted].flat()) expect(jobs.map(([each]) => each)).toContain(other);
  });
});

describe('CI', () => {
  it('tests every version of Node that is supported, on Linux, macOS and Windows', () => {
    const [, test] = jobsOf('ci.yml').find(([name]) => name === 'test') ?? [];
    const matrix = test && 'strategy' in test ? test.strategy?.matrix : undefined;
    expect(matrix?.['node']).toEqual([20, 22, 24]);
    expect(matrix?.['os']?.map((os) => String(os).split('-')[0])).toEqual(['ubuntu', 'macos', 'windows']);
    expect(pack.engines.node).toMatch(/^>=20\./);
  });
});

describe('a release', () => {
  const withFile = (path: string, change: (content: string) => string) => (each: string) =>
    each === path ? change(read(each)) : read(each);
  const CHANGELOG = `# Changelog\n\n## [Unreleased]\n\n- New\n\n## [${pack.version}]\n\n- Old\n\n## [0.0.1]\n\n- First\n`;
  const readable = withFile('CHANGELOG.md', () => CHANGELOG);

  it('begins with the tests, and publishes the registry entry after what it names', () => {
    const jobs = new Map(jobsOf('release.yml'));
    expect(jobs.get('test')).toEqual({ uses: `./${FOLDER}/ci.yml` });
    expect(jobs.get('pack')?.needs).toBe('test');
    expect(jobs.get('npm')?.needs).toBe('pack');
    expect(jobs.get('image')?.needs).toBe('pack');
    expect(jobs.get('registry')?.needs).toEqual(['npm', 'image']);
  });

  it('publishes with provenance and without a token', () => {
    const commands = commandsOf('release.yml').join('\n');
    expect(commands).toMatch(/npm publish release\/capillary-mcp-\*\.tgz --provenance/);
    expect(read(`${FOLDER}/release.yml`)).not.toMatch(/NODE_AUTH_TOKEN|NPM_TOKEN/);
    expect(commands).toContain('cosign sign --yes "$IMAGE@$DIGEST"');
    expect(commands).toContain('npm sbom');
    expect(commands).toContain('mcp-publisher login github-oidc');
  });

  it('is refused if the tag is not the version of the package', () => {
    expect(problemsOf(`v${pack.version}`, readable)).toEqual([]);
    expect(problemsOf('v99.0.0', readable)[0]).toContain('The tag is v99.0.0');
  });

  it('is refused if the changelog says nothing about it', () => {
    expect(
      problemsOf(
        `v${pack.version}`,
        withFile('CHANGELOG.md', () => '## [Unreleased]\n'),
      ),
    ).toEqual([`CHANGELOG.md has nothing about ${pack.version}.`]);
  });

  const versioned = Object.entries(createHostPlugins(pack, formFields())).flatMap(([path, manifest]) =>
    'version' in manifest ? [path] : [],
  );

  it.each(['package-lock.json', 'manifest/manifest.json', 'manifest/server.json', ...versioned])(
    'is refused if %s is of another version',
    (path) => {
      const other = (each: string) =>
        each === path ? JSON.stringify({ ...JSON.parse(read(each)), version: '99.0.0' }) : readable(each);
      expect(problemsOf(`v${pack.version}`, other)).toEqual([expect.stringContaining(`${path} is of another version`)]);
    },
  );

  it('has the notes of its version', () => {
    expect(notesOf(`v${pack.version}`, CHANGELOG)).toBe('- Old');
    expect(notesOf('v7.7.7', CHANGELOG)).toBe('');
  });
});
