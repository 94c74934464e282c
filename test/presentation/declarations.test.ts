/** The declaration file of `catalogue --typescript`. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toolDeclarations } from '../../src/presentation/declarations.js';
import { definitions } from '../../src/tools/catalogue.js';

const run = promisify(execFile);
const TSC = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));

/** A compiler starts, and checks 20,000 lines. */
const TIME_LIMIT = 60_000;

let directory: string;
let whole: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'declarations-'));
  whole = toolDeclarations(definitions, definitions, '1.2.3');
  await writeFile(join(directory, 'package.json'), '{"type":"module"}');
  await writeFile(join(directory, 'capillary.d.ts'), whole);
}, TIME_LIMIT);
afterAll(() => rm(directory, { recursive: true }));

/** Compiles a program that imports `./capillary.js`. @returns the errors of the compiler */
async function compile(program: string): Promise<string> {
  await writeFile(join(directory, 'program.ts'), program);
  const flags = [
    '--ignoreConfig',
    '--strict',
    '--exactOptionalPropertyTypes',
    '--noUncheckedIndexedAccess',
    '--noEmit',
    '--types',
    '',
  ];
  const options = [
    ...flags,
    '--skipLibCheck',
    'false',
    '--target',
    'es2023',
    '--module',
    'nodenext',
    '--pretty',
    'false',
  ];
  try {
    await run(process.execPath, [TSC, ...options, 'capillary.d.ts', 'program.ts'], { cwd: directory });
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

const program = (...lines: string[]): string =>
  ["import type { Answer, Call } from './capillary.js';", 'declare const call: Call;', ...lines].join('\n');

describe('the declarations of the whole catalogue', () => {
  it('compile under strict, with a program that calls tools', { timeout: TIME_LIMIT }, async () => {
    const errors = await compile(
      program(
        "const { entity } = await call('customer_get_id', { source: 'INSTORE', identifierName: 'mobile', identifierValue: '1' });",
        'const id: string | number | null | undefined = entity;',
        "const answer: Answer<'customer_get_v1_1'> = await call<'customer_get_v1_1'>('customer_get_v1_1', { id: '1', fields: ['response'] });",
        'export const found = [id, answer.response?.customers?.customer];',
      ),
    );
    expect(errors).toBe('');
  });

  it('refuse a tool, an argument and a member that do not exist, and an argument that is missing', {
    timeout: TIME_LIMIT,
  }, async () => {
    const errors = await compile(
      program(
        "await call('customer_get_ids', {});",
        "await call('customer_get_id', { source: 'INSTORE', identifierName: 'mobile', identifierValue: '1', identifer: 2 });",
        "(await call('customer_get_id', { source: 'INSTORE', identifierName: 'mobile', identifierValue: '1' })).entitty;",
        "await call('points_transfer', {});",
      ),
    );
    const lines = errors.match(/program\.ts\((\d+)/g);
    expect(lines).toEqual(['program.ts(3', 'program.ts(4', 'program.ts(5', 'program.ts(6']);
  });

  it('have every tool, with its risk', () => {
    const missing = definitions.filter(({ tool }) => !whole.includes(`\n  ${tool}: { arguments: `));
    expect(missing).toEqual([]);
    expect(whole.match(/^ {3}\* Risk: (read|write|destructive)\./gm)).toHaveLength(definitions.length);
  });

  it('have one type for each structure, which v1 twins share', () => {
    const [, v1_1] = /coupon_get_v1_1: .*answer: (\w+)/.exec(whole) ?? [];
    const [, v1] = /coupon_get_v1: .*answer: (\w+)/.exec(whole) ?? [];
    expect(v1_1).toBe('CouponGetV1_1Answer');
    expect(v1).toBe(v1_1);
    const structures = whole
      .split(/^export (?:interface|type) \w+ (?:= )?/m)
      .filter((text) => text.startsWith('{\n  '));
    const repeated = structures.filter((text, index) => structures.indexOf(text) !== index);
    expect(repeated).toEqual([]);
  });

  it('say in which unit and zone a time is, and what is personal', () => {
    for (const name of ['DateTime', 'UtcDateTime', 'OrganizationDateTime', 'EpochMilliseconds', 'Mobile'])
      expect(whole).toMatch(new RegExp(`\\*/\\nexport type ${name} = [^]*\\?: ${name}\\b`));
  });
});

it('the declarations of some tools have only their types, under the same names', () => {
  const some = definitions.filter(({ tool }) => tool === 'points_transfer');
  const text = toolDeclarations(some, definitions, '1.2.3');
  expect(text.match(/arguments: \w+; answer: \w+/g)).toHaveLength(1);
  const names = [...text.matchAll(/^export interface (\w+)/gm)].map(([, name = '']) => name);
  expect(names.length).toBeLessThan(15);
  for (const name of names) expect(whole).toContain(`export interface ${name} {`);
});
