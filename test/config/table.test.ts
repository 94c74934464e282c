/** The table of settings, and the docs that repeat parts of it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { settingsMarkdown } from '../../src/config/markdown.js';
import { withDefaults } from '../../src/config/read.js';
import { defaultText, flagName, SETTING_NAMES, SETTINGS } from '../../src/config/table.js';
import { FILTERS_SCHEMA } from '../../src/discovery/filters.js';

const settings = SETTING_NAMES.map((name) => ({ name, ...SETTINGS[name] }));
const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The rows of Markdown tables that name a flag and a variable, each with its cells. */
const rowsOf = (markdown: string): string[][] =>
  [...markdown.matchAll(/^\| `--.*CAPILLARY_.*\|$/gm)].map(([row]) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe('the table of settings', () => {
  it('gives each setting a variable and a flag of its own', () => {
    const variables = settings.map(({ env }) => env);
    const flags = settings.flatMap((setting) => flagName(setting) ?? []);
    expect(new Set(variables).size).toBe(variables.length);
    expect(new Set(flags).size).toBe(flags.length);
  });

  it.each(settings)('$env has a flag unless it is a secret', ({ flag, secret }) => {
    expect(flag === undefined).toBe(secret === true);
  });

  it.each(settings)('$env is a boolean exactly if its flag has no value', ({ flag, schema }) => {
    const isBoolean = schema().safeParse('true').data === true;
    expect(isBoolean).toBe(flag !== undefined && !flag.includes(' '));
  });

  it.each(settings)('$env is described in one phrase, without its default', ({ description }) => {
    expect(description).toMatch(/^[^\n|]{10,130}[^.]$/);
    expect(description).not.toMatch(/default[ :]|\(env/);
  });

  it.each(settings.filter((setting) => defaultText(setting)))(
    '$env accepts its default as it is printed',
    (setting) => {
      const [text = '', httpText] = defaultText(setting)?.split(/; | with --http/) ?? [];
      expect(setting.schema().parse(text)).toBe(setting.default);
      if (httpText !== undefined) expect(setting.schema().parse(httpText)).toBe(setting.httpDefault);
    },
  );

  it('has the documented defaults', () => {
    expect(withDefaults('server', {})).toEqual({
      confirmFallback: 'host',
      dryRun: false,
      requirePlan: false,
      auditRequired: false,
      auditKeepDays: 400,
      schemas: 'short',
      answers: 'compact',
      outputSchemas: false,
      maxResultTokens: 8_000,
      deadlineMs: 50_000,
      concurrency: 16,
      requestsPerMinute: 1_000,
      maxBodyBytes: 8_388_608,
      logLevel: 'warn',
      http: false,
    });
    expect(withDefaults('server', {}, { http: true }).logLevel).toBe('info');
    expect(withDefaults('hosting', {})).toEqual({
      authRequireAtJwt: false,
      host: '127.0.0.1',
      port: 3_000,
      opsHost: '127.0.0.1',
      insecureNoAuth: false,
      sandbox: false,
      replicas: 1,
      sessions: false,
      sse: false,
      requestTimeoutMs: 30_000,
      maxConnections: 20_000,
      shutdownMs: 30_000,
    });
    expect(withDefaults('connection', {})).toEqual({ passwordHash: 'md5', attributionType: 'TILL' });
    expect(withDefaults('tools', {})).toEqual({});
  });

  it('names the filters as filters files and tenants do', () => {
    const filters = settings.filter(({ scope }) => scope === 'tools');
    expect(filters.map(({ name }) => name).sort()).toEqual(Object.keys(FILTERS_SCHEMA.shape).sort());
    for (const { name, tenantField } of filters) expect(tenantField).toBe(`filters.${name}`);
  });
});

describe('the docs', () => {
  it('have the whole table in docs/settings.md, up to date with `npm run generate`', () => {
    expect(read('docs/settings.md')).toBe(settingsMarkdown());
  });

  it('name every everyday setting in the README', () => {
    const text = read('README.md');
    for (const { env } of settings.filter(({ everyday, scope }) => everyday && scope !== 'hosting')) {
      expect(text, env).toContain(env === 'CAPILLARY_HTTP' ? '--http' : `\`${env}\``);
    }
  });

  it.each(['docs/finding-tools.md', 'docs/hosting.md'])(
    'pair flags with their variables in the tables of %s',
    (path) => {
      const rows = rowsOf(read(path));
      expect(rows.length).toBeGreaterThan(5);
      for (const [flag = '', variable] of rows) {
        const setting = settings.find(({ env }) => variable === `\`${env}\``);
        expect(setting && flagName(setting), variable).toBe(/--[a-z-]+/.exec(flag)?.[0]);
      }
    },
  );

  it('give the right defaults of limits in docs/hosting.md', () => {
    const limits = /^## Limits$(.*?)^## /ms.exec(read('docs/hosting.md'))?.[1] ?? '';
    const rows = rowsOf(limits);
    expect(rows.length).toBeGreaterThan(3);
    for (const [, variable, printedDefault] of rows) {
      const setting = settings.find(({ env }) => variable === `\`${env}\``);
      expect(printedDefault, variable).toBe((setting && defaultText(setting)) ?? 'none');
    }
  });

  it('name no CAPILLARY_ variable in the README that is not read', () => {
    const known = new Set<string>(settings.map(({ env }) => env));
    for (const variable of read('README.md').match(/\bCAPILLARY_[A-Z_]*[A-Z]/g) ?? [])
      expect(known).toContain(variable);
  });
});
