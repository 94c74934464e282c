/** What the command answers to a wrong command line: one line that names the flag, its variable, and what to write. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/commands/parser.js';
import { flagName, SETTING_NAMES, SETTINGS, settingLabel } from '../../src/config/table.js';
import { ConfigError } from '../../src/lib/config-error.js';

/** The line that the command ends with. */
async function refusal(args: string[]): Promise<string> {
  const error: unknown = await run(args).then(
    () => new Error(`${args.join(' ')} was accepted`),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ConfigError);
  const { message } = error as ConfigError;
  expect(message).not.toContain('\n');
  return message;
}

let folder: string;
let taken: Server;
let port: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'capillary-usage-'));
  taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  port = String((taken.address() as AddressInfo).port);
});

afterAll(async () => {
  await new Promise((resolve) => taken.close(resolve));
  await rm(folder, { recursive: true });
});

describe('a command that does not exist', () => {
  it.each([
    ['sandbx', /^'sandbx' is not a command; did you mean sandbox\? Commands: doctor, demo, install, sandbox, /],
    ['serve', /^'serve' is not a command; to serve over stdio, leave the command out; .* use --http\./],
    ['version', /use --version/],
    ['qqqqqq', /^'qqqqqq' is not a command\. Commands: /],
  ])('%s names the nearest', async (name, expected) => {
    expect(await refusal([name])).toMatch(expected);
  });
});

describe('an option that does not exist', () => {
  it.each<[string[], string]>([
    [['-p', '3000'], 'there is no option -p. See capillary-mcp --help.'],
    [['--redonly'], 'there is no option --redonly; did you mean --read-only (CAPILLARY_READ_ONLY)?'],
    [['--password', 'x'], 'Set CAPILLARY_PASSWORD, or CAPILLARY_PASSWORD_FILE to a file.'],
    [['--client-secret=x'], 'Set CAPILLARY_CLIENT_SECRET, or CAPILLARY_CLIENT_SECRET_FILE to a file.'],
    [
      ['--brand', 'fuel'],
      'option of capillary-mcp sandbox. For the server, use --sandbox-brand (CAPILLARY_SANDBOX_BRAND).',
    ],
    [
      ['sandbox', '--cluster', 'eu'],
      'sandbox has no option --cluster: --cluster (CAPILLARY_CLUSTER) is an option of the server',
    ],
    [['demo', '--brand', 'fuel'], 'demo has no option --brand: it is an option of capillary-mcp sandbox.'],
    [['token', '--scope', 'x'], 'token has no option --scope; did you mean --scopes?'],
  ])('%j says what to use', async (args, expected) => {
    expect(await refusal(args)).toContain(expected);
  });

  it('is refused without its value, which may be a secret', async () => {
    expect(await refusal(['--password=hidden-S3cret'])).not.toContain('hidden-S3cret');
  });
});

describe('a value', () => {
  const withValue = SETTING_NAMES.filter((name) => SETTINGS[name].flag?.includes(' '));

  it.each(withValue)('that is missing: %s is named with flag, variable and meaning', async (name) => {
    const flag = flagName(SETTINGS[name]) ?? '';
    const { description } = SETTINGS[name];
    expect(await refusal([flag])).toContain(`${settingLabel(name)} needs a value: ${description}`);
    expect(await refusal(['--http', flag, '--sse'])).toBe(
      `${settingLabel(name)} needs a value before --sse: ${description}.`,
    );
  });

  it.each<[string[], string]>([
    [['--http', '--port', '70000'], '--port (CAPILLARY_HTTP_PORT): expected a whole number from 0 to 65535.'],
    [['--http', '--read-only=perhaps'], '--read-only (CAPILLARY_READ_ONLY): expected true or false.'],
    [
      ['--http', '--allowed-hosts', 'https://mcp.example.com/mcp'],
      '--allowed-hosts (CAPILLARY_ALLOWED_HOSTS): expected host names such as mcp.example.com, without https://, port and path.',
    ],
    [['--http', '--allowed-hosts', 'mcp.example.com:443'], 'without https://, port and path.'],
    [['--http', '--host', 'http://0.0.0.0'], '--host (CAPILLARY_HTTP_HOST): expected an address such as 0.0.0.0'],
    [['--http', '--host', 'user@example.com'], 'without http:// and port.'],
    [['--http', '--host', '0.0.0.0:3000'], 'without http:// and port.'],
    [['sandbox', '--port', '99999'], "sandbox --port '99999': expected a port from 0 to 65535."],
    [['sandbox', '--port'], 'sandbox --port needs a value: port; 0 picks a free one.'],
    [['sandbox', '--brand', 'fashon'], 'expected one of fashion, fuel, coffee; did you mean fashion?'],
    [['install', 'curser'], "install 'curser': expected one of claude-desktop, claude-code, cursor, "],
    [['install', 'curser'], 'did you mean cursor?'],
    [
      ['install', 'cursor', '--cluster'],
      'install --cluster (CAPILLARY_CLUSTER) needs a value: cluster of the API host',
    ],
    [['doctor', '--host'], 'doctor --host (CAPILLARY_HTTP_HOST) needs a value'],
    [['catalogue', '--effect', 'reed'], 'did you mean read?'],
    [['catalogue', '--api-version', 'v9'], 'expected one of v1, v1.1, v2, v3'],
    [['catalogue', '--json', '--openapi'], '--openapi cannot be used with --json.'],
    [['catalogue', '--domain', 'pointz'], "--domain 'pointz' is not a domain; nearest: points."],
    [['catalogue', '--section', 'cupon'], "--section 'cupon' is not a section; nearest: coupon"],
    [
      ['catalogue', '--domain', 'zzzzzzzz'],
      "--domain 'zzzzzzzz' is not a domain; there are activity-sessions, badges,",
    ],
    [['catalogue', 'qwxyz', '--domain', 'points'], "no tool matches all of 'qwxyz', domain 'points'."],
    [['sandbox', 'extra'], "sandbox takes no arguments, but got 'extra'. See capillary-mcp sandbox --help."],
    [['audit'], 'audit needs a file: capillary-mcp audit [options] <file...>.'],
  ])('that is wrong: %j', async (args, expected) => {
    expect(await refusal(args)).toContain(expected);
  });

  it.each(['mcp.example.com', 'localhost,127.0.0.1', '[::1]', '*'])('of --allowed-hosts may be %s', async (value) => {
    // The next problem is reported.
    const message = await refusal(['--http', '--host', '0.0.0.0', '--insecure-no-auth', '--allowed-hosts', value]);
    expect(message).toContain('--sandbox (CAPILLARY_SANDBOX)');
  });
});

describe('an error of the system names the setting, the file or port, and what to do', () => {
  it.each<[string, string[], (path: string) => string]>([
    [
      'a file that does not exist',
      ['--tenants-file', 'none.json'],
      (path) => `the file ${path} does not exist (ENOENT). Check the path, or create the file.`,
    ],
    ['a folder in place of a file', ['--policy-file', '.'], (path) => `${path} is a folder (EISDIR). Name a file.`],
    [
      'a folder that does not exist',
      ['--audit-file', 'none/audit.jsonl'],
      (path) => `the folder ${join(path, '..')} does not exist (ENOENT). Check the path, or create the folder.`,
    ],
  ])('%s', async (_, [flag = '', name = ''], expected) => {
    const path = join(folder, name);
    const setting = SETTING_NAMES.find((each) => flagName(SETTINGS[each]) === flag);
    expect(await refusal(['--http', '--port', '0', flag, path])).toBe(
      `${setting && settingLabel(setting)}: ${expected(path)}`,
    );
  });

  it.each(['--tenants-file', '--policy-file', '--filters-file', '--auth-tokens-file'])(
    'so does %s whose file is not JSON',
    async (flag) => {
      const path = join(folder, 'wrong.json');
      await writeFile(path, '{');
      const setting = SETTING_NAMES.find((each) => flagName(SETTINGS[each]) === flag);
      expect(await refusal(['--http', '--port', '0', flag, path])).toBe(
        `${setting && settingLabel(setting)}: ${path}: not valid JSON.`,
      );
    },
  );

  it('a port that is taken, also for health and metrics', async () => {
    const advice =
      'is in use by another program (EADDRINUSE). Stop that program, or choose another port; 0 picks a free one.';
    const place = `port ${port} on 127.0.0.1`;
    expect(await refusal(['--http', '--port', port])).toBe(`--port (CAPILLARY_HTTP_PORT): ${place} ${advice}`);
    expect(await refusal(['--http', '--port', '0', '--ops-port', port])).toBe(
      `--ops-port (CAPILLARY_OPS_PORT): ${place} ${advice}`,
    );
    expect(await refusal(['sandbox', '--port', port])).toBe(`--port: ${place} ${advice}`);
  });

  it('an address of another machine', async () => {
    const args = ['--host', '192.0.2.1', '--allowed-hosts', 'a', '--insecure-no-auth', '--sandbox', '--port', '0'];
    expect(await refusal(['--http', ...args])).toMatch(
      /^--host \(CAPILLARY_HTTP_HOST\): 192\.0\.2\.1 is not an address of this machine \(EADDRNOTAVAIL\)\. Use 127\.0\.0\.1/,
    );
  });

  it('a state that cannot be read', async () => {
    expect(await refusal(['sandbox', '--port', '0', '--state', folder])).toBe(
      `--state: ${folder} is a folder (EISDIR). Name a file.`,
    );
  });
});
