/** The command line: what it prints, and when it refuses to start. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { SETTING_NAMES, SETTINGS } from '../../src/config/table.js';
import { lazyAsync } from '../../src/lib/lazy.js';
import { definitions } from '../../src/tools/catalogue.js';
import { CLI, cleanEnv } from './clients.js';

const run = promisify(execFile);

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

async function command(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  try {
    const { stdout, stderr } = await run(process.execPath, [CLI, ...args], {
      env: cleanEnv(env),
      maxBuffer: 64 * 1024 * 1024,
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as Ended;
    return { code, stdout, stderr };
  }
}

/** Several tests read it. */
const help = lazyAsync(() => command(['--help']));

describe('the command', () => {
  it.each<[string, Record<string, string>]>([
    ['CAPILLARY_USERNAME', { CAPILLARY_BASE_URL: 'https://eu.api.capillarytech.com' }],
    ['CAPILLARY_BASE_URL', { CAPILLARY_USERNAME: 'till', CAPILLARY_PASSWORD: 'hidden-S3cret' }],
    ['CAPILLARY_CLIENT_SECRET', { CAPILLARY_CLUSTER: 'eu', CAPILLARY_CLIENT_KEY: 'key' }],
    ['CAPILLARY_PASSWORD', { CAPILLARY_PASSWD: 'hidden-S3cret' }],
    ['--max-result-tokens (CAPILLARY_MAX_RESULT_TOKENS)', { CAPILLARY_MAX_RESULT_TOKENS: 'abc' }],
  ])('exits with 1 and one line over HTTP if the configuration is wrong about %s', async (named, env) => {
    const { code, stdout, stderr } = await command(['--http', '--port', '0'], env);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain(named);
    expect(stderr).not.toContain('hidden-S3cret');
  });

  it.each(['demo', 'sandbox', 'catalogue', 'token'])('does the same for the command %s', async (name) => {
    const { code, stdout, stderr } = await command([name], { CAPILLARY_PASSWD: 'hidden-S3cret' });
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^capillary-mcp: CAPILLARY_PASSWD .*CAPILLARY_PASSWORD\?\n$/);
  });

  it.each([
    ['3000-01-01T00:00:00Z', 'expected a time until 2999-12-31T23:59:59Z'],
    ['tomorrow', 'expected a time such as'],
  ])('refuses the sandbox a clock that starts at %s', async (clock, expected) => {
    const { code, stdout, stderr } = await command(['sandbox', '--port', '0', '--clock', clock]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(expected);
  });

  it('ends HTTP with one line if a file that a setting names is missing', async () => {
    for (const flag of ['--filters-file', '--tenants-file', '--auth-tokens-file']) {
      const { code, stderr } = await command(['--http', '--port', '0', flag, 'not-there.json']);
      expect(code).toBe(1);
      expect(stderr).toMatch(
        new RegExp(
          `^capillary-mcp: ${flag} \\(CAPILLARY_\\w+\\): the file not-there\\.json does not exist \\(ENOENT\\)\\..*\n$`,
        ),
      );
    }
  });

  it('checks a set-up: flags before and behind the name count, and the status says whether something is wrong', async () => {
    const right = await command(['--toolsets', 'discovery', 'doctor', '--sandbox-brand', 'coffee']);
    expect(right).toMatchObject({ code: 0, stderr: '' });
    expect(right.stdout).toMatch(/^ok +settings +CAPILLARY_TOOLSETS is discovery, from the flag --toolsets\.$/m);
    expect(right.stdout).toMatch(/^ok +settings +CAPILLARY_SANDBOX_BRAND is coffee, from the flag --sandbox-brand\.$/m);
    expect(right.stdout).toMatch(/^ok +sandbox +the embedded sandbox works/m);
    expect(right.stdout).toMatch(/\nEverything is right\.\n$/);
    const wrong = await command(['doctor', '--json'], { CAPILLARY_PASSWD: 'hidden-S3cret' });
    expect(wrong).toMatchObject({ code: 1, stderr: '' });
    expect(wrong.stdout).not.toContain('hidden-S3cret');
    const findings: { status: string; message: string }[] = JSON.parse(wrong.stdout);
    expect(findings.filter(({ status }) => status === 'fail').map(({ message }) => message)).toEqual([
      expect.stringContaining('did you mean CAPILLARY_PASSWORD?'),
    ]);
  });

  it('says once that the state of the sandbox is not kept, and why', async () => {
    const child = spawn(process.execPath, [CLI, 'sandbox', '--port', '0', '--state', 'no-folder/state.json'], {
      env: cleanEnv(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const exited = once(child, 'exit');
    let stderr = '';
    const reported = new Promise<void>((resolve) => {
      child.stderr.on('data', (piece) => {
        stderr += String(piece);
        if (stderr.includes('not kept.')) resolve();
      });
    });
    for await (const piece of child.stdout) if (String(piece).includes('Ctrl-C')) break;
    await reported;
    child.kill('SIGTERM');
    await exited;
    expect(stderr).toMatch(
      /^capillary-mcp: --state: the folder \S*no-folder does not exist \(ENOENT\)\. Check the path, or create the folder\. .*not kept\.\n$/,
    );
  });

  it('names every variable and flag in its help, the everyday ones first', async () => {
    const { stdout } = await help();
    const at = (text: string): number => {
      const found = stdout.search(new RegExp(`(^|[\\s\\[])${text}([\\s\\]]|$)`, 'm'));
      expect(found, text).toBeGreaterThan(0);
      return found;
    };
    for (const name of SETTING_NAMES) {
      const setting = SETTINGS[name];
      expect(at(setting.env) < at('Advanced:'), name).toBe(setting.everyday === true || setting.secret === true);
      if (setting.flag !== undefined) at(setting.flag);
    }
  });

  it('fits its help into the width of the terminal', async () => {
    const { stdout } = await help();
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it('prints the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect((await command(['--version'])).stdout.trim()).toBe(version);
  });

  it('prints the whole catalogue as JSON, with full schemas', async () => {
    const { stdout } = await command(['catalogue', '--json']);
    const entries: Record<string, unknown>[] = JSON.parse(stdout);
    expect(entries.map(({ tool }) => tool)).toEqual(definitions.map(({ tool }) => tool));
    for (const field of [
      'title section domain toolset version legacy method path listedMethod listedPath accessGroup summary answerSchema response',
      'effect idempotent destructive pii sensitive host auth keywords limits confidence sources inputSchema inInventory',
    ].flatMap((names) => names.split(' '))) {
      expect(
        entries.every((entry) => field in entry),
        field,
      ).toBe(true);
    }
    const beyond = entries.filter(({ inInventory }) => inInventory === false);
    expect(beyond.length).toBeGreaterThanOrEqual(120);
    expect(entries.length - beyond.length).toBe(434);
    expect(beyond.filter(({ sources }) => !Array.isArray(sources) || sources.length === 0)).toEqual([]);
  }, 60_000);

  it('narrows the catalogue by words and filters', async () => {
    const { stdout } = await command(['catalogue', 'transfer', '--effect', 'action']);
    expect(stdout).toContain('points_transfer ');
    expect(stdout).not.toContain('customer_add');
  });

  it('refuses an unknown name in a filter, and suggests the nearest', async () => {
    const { code, stderr } = await command(['--http', '--port', '0', '--toolsets', 'pionts']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/--toolsets \(CAPILLARY_TOOLSETS\): unknown name 'pionts'; nearest: points/);
  });

  it('does not start over HTTP if the port for health and metrics is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const port = String((taken.address() as AddressInfo).port);
    const { code, stderr } = await command(['--http', '--port', '0', '--ops-port', port]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/EADDRINUSE/);
    expect(stderr).not.toMatch(/ at http/);
    await new Promise((resolve) => taken.close(resolve));
  });

  it('runs the demo from registration to redemption, without colours in a pipe', async () => {
    const { code, stdout, stderr } = await command(['demo']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    for (const tool of ['customer_add', 'transaction_add', 'points_redeem_v1_1', 'coupon_issue', 'coupon_redeem']) {
      expect(stdout).toContain(tool);
    }
    expect(stdout).not.toContain('\u001b[');
  });
});
