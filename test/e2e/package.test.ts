/** The package as users install it: packed by npm, installed in another folder, and run from there. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, relative, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { getMcpConfigForManifest } from '@anthropic-ai/mcpb';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport, type StdioServerParameters } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import budgets from '../../bench/budgets.json' with { type: 'json' };
import { VERSION } from '../../src/lib/version.js';
import { installLinks } from '../../src/presentation/install-links.js';
import { serveJson } from '../transports/loopback.js';
import { cleanEnv } from './clients.js';
import { installEverywhere, uninstall, useAsHost } from './hosts.js';
import { callTool } from './rpc.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
/** Enough for a build on a busy machine. */
const SLOW = { timeout: 120_000 };

/** What npm prints when it packs, and when it installs. */
let packOutput: string;
let installOutput: string;
let folder: string;
let copy: string;
let command: string;

/** Packs a copy of the repository, because packing temporarily changes package.json, which other tests read. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'));
  copy = join(folder, 'repository');
  const skipped = new Set(['node_modules', 'dist', '.git', 'test']);
  cpSync(root, copy, { recursive: true, filter: (source) => !skipped.has(basename(source)) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  reportChunks();
  packOutput = await npm(['pack', '--pack-destination', folder], copy);
  const elsewhere = join(folder, 'elsewhere');
  cpSync(join(root, 'LICENSE'), join(elsewhere, 'LICENSE'));
  writeFileSync(join(elsewhere, 'package.json'), '{}');
  installOutput = await npm(['install', '--offline', '--no-audit', '--no-fund', tarball()], elsewhere);
  command = join(elsewhere, 'node_modules/.bin/capillary-mcp');
}, SLOW.timeout);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a chunk of the build consists of. */
interface Chunk {
  fileName: string;
  /** The chunks that load with it. */
  imports: string[];
  moduleIds: string[];
}

const reportFile = (): string => join(folder, 'chunks.json');

/** Makes the build that npm runs in the copy report its chunks, so that no other build is needed to know them. */
function reportChunks(): void {
  renameSync(join(copy, 'vite.config.ts'), join(copy, 'vite.config.packed.ts'));
  writeFileSync(
    join(copy, 'vite.config.ts'),
    `import { writeFileSync } from 'node:fs';
    import { mergeConfig } from 'vite';
    import config from './vite.config.packed.ts';
    const report = {
      name: 'report',
      writeBundle: (_, bundle) => {
        const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
        const reported = chunks.map(({ fileName, imports, moduleIds }) => ({ fileName, imports, moduleIds }));
        writeFileSync(${JSON.stringify(reportFile())}, JSON.stringify(reported));
      },
    };
    export default mergeConfig(config, { plugins: [report] });`,
  );
}

const tarball = (): string => join(folder, `capillary-mcp-${VERSION}.tgz`);

const readInstalled = (file: string): string =>
  readFileSync(join(folder, 'elsewhere/node_modules/capillary-mcp', file), 'utf8');

/** Runs npm. @returns its whole output */
async function npm(args: string[], cwd: string): Promise<string> {
  const { stdout, stderr } = await run('npm', args, { cwd, env: { ...process.env, NO_UPDATE_NOTIFIER: '1' } });
  return `${stdout}${stderr}`;
}

describe('the package', () => {
  it('is one package without dependencies', () => {
    const packages = readdirSync(join(folder, 'elsewhere/node_modules')).filter((name) => !name.startsWith('.'));
    expect(packages).toEqual(['capillary-mcp']);
    expect(installOutput).toContain('added 1 package');
    const manifest = readInstalled('package.json');
    expect(JSON.parse(manifest)).toMatchObject({ name: 'capillary-mcp', version: VERSION, type: 'module' });
    expect(manifest).not.toMatch(/ependencies|"scripts"/);
  });

  it('is packed and installed without a warning', () => {
    expect(`${packOutput}${installOutput}`).not.toMatch(/warn|deprecated/i);
  });

  it('takes no more space than its budget', () => {
    const files = readdirSync(join(folder, 'elsewhere/node_modules'), { recursive: true, withFileTypes: true });
    const sizes = files.map((file) => statSync(join(file.parentPath, file.name)).blocks * 512);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(budgets.package.installedBytes);
  });

  it('contains no source map, no test and no path of the machine that built it', () => {
    const files = readdirSync(join(folder, 'elsewhere/node_modules/capillary-mcp'), { recursive: true });
    expect(files.filter((file) => /\.map$|\.ts$|test/.test(String(file)))).toEqual([]);
    const chunks = files.map(String).filter((file) => file.endsWith('.js'));
    expect(chunks).toContain('dist/cli.js');
    for (const chunk of chunks) {
      expect(readInstalled(chunk).includes(folder), chunk).toBe(false);
      expect(readInstalled(chunk).includes('sourceMappingURL'), chunk).toBe(false);
    }
  });

  it('has the plugin of every host, with its skills', () => {
    const files = readdirSync(join(root, 'plugins'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)));
    expect(files).toContain(join('plugins', '.claude-plugin', 'plugin.json'));
    expect(files.filter((file) => basename(file) === 'SKILL.md')).toHaveLength(8);
    const installed = (file: string): Buffer =>
      readFileSync(join(folder, 'elsewhere/node_modules/capillary-mcp', file));
    for (const file of files) expect(installed(file).equals(readFileSync(join(root, file))), file).toBe(true);
  });

  it('leaves package.json as it was', () => {
    expect(readFileSync(join(copy, 'package.json'), 'utf8')).toBe(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(readdirSync(copy)).not.toContain('package.json.original');
  });

  it('is published only as a tarball: npm would send the registry dependencies that the package does not have', async () => {
    await expect(npm(['publish', '--dry-run', '--offline'], copy)).rejects.toThrow('Publish the tarball');
    expect(readFileSync(join(copy, 'package.json'), 'utf8')).toBe(readFileSync(join(root, 'package.json'), 'utf8'));
  });
});

describe('installed, it', () => {
  it('prints its version', async () => {
    const { stdout } = await run(command, ['--version'], { env: cleanEnv() });
    expect(stdout.trim()).toBe(VERSION);
  });

  it('serves stdio on the sandbox, and logs', async () => {
    const env = cleanEnv({ CAPILLARY_LOG_LEVEL: 'debug' });
    const transport = new StdioClientTransport({ command, env, stderr: 'pipe' });
    const log: Buffer[] = [];
    transport.stderr?.on('data', (chunk: Buffer) => log.push(chunk));
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(transport);
    expect((await client.listTools()).tools.length).toBeGreaterThan(20);
    expect(await find(client)).toContain('Asha');
    const results = await client.callTool({ name: 'find_tools', arguments: { query: 'give points back' } });
    expect(JSON.stringify(results)).toContain('points_reverse_redemption(');
    // The log has a pipe of its own, so a line may arrive after the answer it is about.
    await expect.poll(() => Buffer.concat(log).toString(), { timeout: 10_000 }).toContain('"request"');
    await client.close();
    const [page = '', line = ''] = Buffer.concat(log).toString().split('\n');
    expect(page).toMatch(/the sandbox has started; its page is http:\/\/127\.0\.0\.1:\d+$/);
    expect(JSON.parse(line)).toMatchObject({ level: 20, msg: 'request' });
  });

  it('installs itself into every host, which then start it', SLOW, async () => {
    const home = join(folder, 'home');
    for (const host of await installEverywhere([command], home)) {
      expect(host.args).toEqual([join(folder, 'elsewhere/node_modules/capillary-mcp/dist/cli.js')]);
      const [listed, answer] = await useAsHost(host, home);
      expect(listed, host.name).toBeGreaterThan(20);
      expect(answer, host.name).toContain('Asha');
      expect(await uninstall([command], host, home)).toBe(host.before);
    }
  });

  it('runs the demo', async () => {
    const { stdout, stderr } = await run(command, ['demo'], { env: cleanEnv() });
    expect(stdout).toContain('coupon_redeem');
    expect(stderr).toBe('');
  });

  it('serves the sandbox with its page', async () => {
    const sandbox = await start(['sandbox', '--port', '0'], 'stdout');
    const read = async (path: string): Promise<string> => (await fetch(new URL(path, sandbox.url))).text();
    const page = await read('/');
    for (const part of ['<html', '@media', '<script']) expect(page).toContain(part);
    expect(await read('/__sandbox/page/glance')).toContain('Meridian Threads');
    const xml = await fetch(new URL('/v1.1/organization/get?format=xml', sandbox.url));
    expect(await xml.text()).toContain('<?xml');
    expect(await sandbox.stop()).toBe(0);
  });

  it('serves HTTP, and HTTP+SSE at the same time', async () => {
    const server = await start(['--http', '--port', '0', '--sse'], 'stderr');
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StreamableHTTPClientTransport(server.url));
    const old = new ClientV1({ name: 'test', version: '1' });
    await old.connect(new SSEClientTransport(new URL('/sse', server.url)));
    for (const each of [client, old]) expect(await find(each)).toContain('Asha');
    await Promise.all([client.close(), old.close()]);
    expect(await server.stop()).toBe(0);
  });

  it('fetches the keys that tokens are signed with', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', use: 'sig' }] };
    const issuer = await serveJson({ '/keys': keys });
    const audience = 'http://127.0.0.1/mcp';
    const server = await start(
      ['--http', '--port', '0', '--auth-issuer', issuer.url, '--auth-audience', audience].concat(
        '--auth-jwks-url',
        `${issuer.url}/keys`,
      ),
      'stderr',
    );
    const token = await new SignJWT({ scope: 'capillary.read' })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuer(issuer.url)
      .setAudience(audience)
      .setSubject('agent')
      .setExpirationTime('5m')
      .sign(privateKey);
    const answer = await callTool(
      server.url,
      'customer_search',
      { q: 'Asha' },
      { headers: { authorization: `Bearer ${token}` } },
    );
    expect(answer.text).toContain('Asha');
    expect((await callTool(server.url, 'customer_search', { q: 'Asha' })).status).toBe(401);
    await Promise.all([server.stop(), issuer.close()]);
  });

  it('goes through the proxy of the environment', async () => {
    const asked: (string | undefined)[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket) => {
      asked.push(request.url);
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const env = cleanEnv({
      HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      CAPILLARY_BASE_URL: 'https://api.example',
      CAPILLARY_USERNAME: 'till',
      CAPILLARY_PASSWORD: 'secret',
    });
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StdioClientTransport({ command, env }));
    expect(await find(client)).toContain('proxy');
    expect(new Set(asked)).toEqual(new Set(['api.example:443']));
    await client.close();
    await new Promise((resolve) => proxy.close(resolve));
  });
});

describe('the install links and the plugins', () => {
  it('start what is installed', SLOW, async () => {
    const manifest = JSON.parse(readInstalled('package.json'));
    const { mcpServers } = JSON.parse(readInstalled('plugins/mcp.json'));
    const config = new URL(installLinks(manifest)[0]?.deepLink ?? '').searchParams.get('config') ?? '';
    const link: { command: string; args: string[] } = JSON.parse(Buffer.from(config, 'base64').toString());
    expect(mcpServers.capillary).toEqual({ type: 'stdio', ...link });
    // npx takes an installed package of the right version, and asks no registry.
    const env = { ...cleanEnv(), npm_config_offline: 'true', npm_config_cache: join(folder, 'cache') };
    const client = await connect({ ...link, env, cwd: join(folder, 'elsewhere') });
    expect(await find(client)).toContain('Asha');
    await client.close();
  });
});

describe('the MCPB bundle', () => {
  let unpacked: string;
  beforeAll(async () => {
    await run(process.execPath, ['scripts/bundle.mjs'], { cwd: copy });
    unpacked = join(folder, 'unpacked');
    const mcpb = join(root, 'node_modules/@anthropic-ai/mcpb/dist/cli/cli.js');
    await run(process.execPath, [mcpb, 'unpack', join(copy, 'capillary-mcp.mcpb'), unpacked]);
  }, SLOW.timeout);

  /** Starts it as a host does, with what a user has filled in. */
  async function open(userConfig: Record<string, string | boolean>) {
    const config = await getMcpConfigForManifest({
      manifest: JSON.parse(readFileSync(join(unpacked, 'manifest.json'), 'utf8')),
      extensionPath: unpacked,
      systemDirs: {},
      userConfig,
      pathSeparator: sep,
    });
    const { command = '', args = [], env = {} } = config ?? {};
    expect(command).toBe('node');
    return connect({ command: process.execPath, args, env: { ...cleanEnv(), ...env } });
  }

  it('has the same files, and its icon', () => {
    const chunks = (at: string) => readdirSync(join(at, 'dist')).sort();
    expect(chunks(unpacked)).toEqual(chunks(join(folder, 'elsewhere/node_modules/capillary-mcp')));
    const { icon } = JSON.parse(readFileSync(join(unpacked, 'manifest.json'), 'utf8'));
    expect(readFileSync(join(unpacked, icon))).toEqual(readFileSync(join(root, 'plugins/assets/icon.png')));
  });

  it('serves the sandbox if the form stays empty', async () => {
    const client = await open({});
    expect(await find(client)).toContain('Asha');
    await client.close();
  });

  it('takes brand, state and filters of the sandbox from the form', async () => {
    const form = { sandbox_brand: 'coffee', sandbox_state: join(folder, 'state.json') };
    const client = await open(form);
    await client.callTool({
      name: 'customer_add',
      arguments: {
        source: 'INSTORE',
        body: {
          profiles: [{ firstName: 'Zelda', source: 'INSTORE', identifiers: [{ type: 'mobile', value: '6581009999' }] }],
        },
      },
    });
    await client.close();
    const later = await open({ ...form, read_only: true });
    expect(await find(later, 'Zelda')).toContain('userId');
    expect(await find(later, 'Hana')).toContain('Sato');
    expect((await later.listTools()).tools.map(({ name }) => name)).not.toContain('customer_add');
    await later.close();
  });

  it('takes the connection from the form, and says what is missing', async () => {
    const client = await open({ base_url: 'https://api.example', username: 'till', confirm: 'always' });
    expect(await find(client)).toContain('CAPILLARY_PASSWORD');
    await client.close();
  });
});

describe('the build', () => {
  let chunks: Chunk[];
  let licenses: string;
  beforeAll(() => {
    chunks = JSON.parse(readFileSync(reportFile(), 'utf8'));
    licenses = readInstalled('dist/THIRD-PARTY-LICENSES.txt');
  });

  it('is what is packed', () => {
    const installed = readdirSync(join(folder, 'elsewhere/node_modules/capillary-mcp/dist'));
    expect(chunks.map(({ fileName }) => fileName).sort()).toEqual(
      installed.filter((file) => /\.js$/.test(file)).sort(),
    );
  });

  it('states the license of every package that it bundles, with its text', () => {
    const files = chunks.flatMap(({ moduleIds }) => moduleIds).filter((id) => id.includes('/node_modules/'));
    const names = new Set(files.map((file) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? file));
    expect(names.size).toBeGreaterThan(40);
    // What the SDK has compiled into its own files.
    for (const name of [...names, 'ajv', 'ajv-formats', 'fast-uri']) {
      const entry = new RegExp(`^${name} \\d+\\.\\d+\\.\\d+\\S* \\((MIT|ISC|BSD-3-Clause|Apache-2\\.0)\\)$`, 'm');
      const [terms] = licenses.split(`\n${'-'.repeat(80)}\n`).filter((each) => entry.test(each));
      // The last part of an entry, below the packages that share it.
      expect(terms?.split('\n\n').slice(1).join('\n\n').length ?? 0, name).toBeGreaterThan(500);
    }
  });

  it('loads on demand everything that a start over stdio does not need', () => {
    const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
    const closure = (file: string, seen = new Set<string>()): Set<string> => {
      const chunk = byName.get(file);
      if (!chunk || seen.has(file)) return seen;
      seen.add(file);
      for (const imported of chunk.imports) closure(imported, seen);
      return seen;
    };
    const start = new Set([...closure('cli.js'), ...closure('commands-serve.js')]);
    const modules = [...start].flatMap((file) => byName.get(file)?.moduleIds ?? []);
    for (const part of [
      'commander',
      '@clack/prompts',
      'jsonc-parser',
      '@decimalturn/toml-patch',
      'undici',
      'hono',
      'jose',
      'pino',
      'prom-client',
      '@redis/client',
      'csv-parse',
      '@opentelemetry',
    ]) {
      expect(
        modules.filter((id) => id.includes(`/node_modules/${part}/`)),
        part,
      ).toEqual([]);
    }
    // What a start without filters lists does not grow with the catalogue.
    expect([...closure('discovery-default-list.js')]).not.toContain('presentation-listed-tools.js');
    expect([...closure('discovery-default-list.js')]).not.toContain('tools-catalogue.js');
    // Of the schemas only what marks them, and the channels that a setting can name; of the sandbox what settings may be.
    expect(
      modules.filter((id) =>
        /\/src\/(sandbox\/(?!brands\/names|world\/clock-limit)|hosting\/|tools\/(?!schemas\/(?:from-connection|kinds|leaf|sources)\.ts).*\/)/.test(
          id,
        ),
      ),
    ).toEqual([]);
    // Of what clients read besides tools, only what waits for their first request.
    expect(modules.filter((id) => /\/src\/(content\/(?!serve\.ts)|skills\/)/.test(id))).toEqual([]);
    // Most of it is the SDK and zod.
    const size = [...start].reduce((sum, file) => sum + readInstalled(`dist/${file}`).length, 0);
    expect(size).toBeLessThan(budgets.package.startBytes);
    // The command line does not need the sandbox either.
    expect([...closure('commands-parser.js')]).not.toContain('sandbox-http-server.js');
  });
});

interface Caller {
  callTool(call: { name: string; arguments: Record<string, unknown> }): Promise<object>;
}
const find = async (client: Caller, q = 'Asha'): Promise<string> =>
  JSON.stringify(await client.callTool({ name: 'customer_search', arguments: { q } }));

async function connect(parameters: StdioServerParameters): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StdioClientTransport({ ...parameters, stderr: 'ignore' }));
  return client;
}

/** Starts the installed command and waits for the URL that it prints. */
async function start(args: string[], stream: 'stdout' | 'stderr') {
  const child = spawn(command, args, { env: cleanEnv(), stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  const url = new Promise<URL>((resolve, reject) => {
    createInterface({ input: child[stream] }).on('line', (line) => {
      const printed = / at (http:\S+)$/.exec(line)?.[1];
      if (printed !== undefined) resolve(new URL(printed));
    });
    void exited.then(() => reject(new Error('it ended without a URL')));
  });
  return {
    url: await url,
    stop: async (): Promise<number | null> => {
      child.kill('SIGTERM');
      const [code]: (number | null)[] = await exited;
      return code ?? null;
    },
  };
}
