/** What hosts and registries read about the package. */
import { existsSync, readFileSync } from 'node:fs';
import { v0_4 } from '@anthropic-ai/mcpb/schemas';
import { describe, expect, it } from 'vitest';
import { formFields } from '../../src/config/form-fields.js';
import { SETTING_NAMES, SETTINGS, stdioSettings } from '../../src/config/table.js';
import { createBundleManifest } from '../../src/presentation/bundle-manifest.js';
import { createHostPlugins } from '../../src/presentation/host-plugins.js';
import { installLinks, quoteInstallLinks } from '../../src/presentation/install-links.js';
import { createRegistryEntry } from '../../src/presentation/mcp-registry.js';
import { HOST_SCHEMAS, registryEntrySchema } from './host-schemas.js';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

const file = (path: string): URL => new URL(`../../${path}`, import.meta.url);

/** Width and height. Source: the PNG specification, IHDR. */
const sizeOfPng = (path: string): number[] => {
  const bytes = readFileSync(file(path));
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
};

const pack = read('package.json');
const REPOSITORY = pack.repository.url.replace(/^git\+|\.git$/g, '');
const bundle = read('manifest/manifest.json');
const settings = SETTING_NAMES.map((name) => ({
  ...SETTINGS[name],
  isBoolean: SETTINGS[name].schema().safeParse('true').data === true,
}));

describe('the MCPB manifest', () => {
  it('is valid by the official schema, and has the version of the package', () => {
    expect(v0_4.McpbManifestSchema.safeParse(bundle).error).toBeUndefined();
    expect(bundle).toEqual(createBundleManifest(pack, formFields()));
  });

  it('shows an icon of 512 × 512 and links to the privacy policy', () => {
    expect(bundle).toMatchObject({ icon: 'icon.png', icons: [{ src: 'icon.png', size: '512x512' }] });
    expect(sizeOfPng('plugins/assets/icon.png')).toEqual([512, 512]);
    expect(bundle.privacy_policies).toEqual([`${REPOSITORY}/blob/main/docs/privacy.md`]);
    expect(readFileSync(file('docs/privacy.md'), 'utf8')).toMatch(/^# Privacy/);
  });

  it('asks for consent, and for brand and state of the sandbox', () => {
    expect(Object.keys(fields)).toEqual(expect.arrayContaining(['confirm', 'sandbox_brand', 'sandbox_state']));
  });

  const env: Record<string, string> = bundle.server.mcp_config.env;
  const fields: Record<string, { type: string; required: boolean; sensitive?: boolean; default?: unknown }> =
    bundle.user_config;

  it('has a field for each setting that it passes, named after the setting', () => {
    const passed = settings.filter((setting) => setting.env in env);
    expect(passed.map((setting) => setting.env).sort()).toEqual(Object.keys(env).sort());
    for (const [variable, value] of Object.entries(env)) {
      expect(value).toBe(`\${user_config.${variable.replace('CAPILLARY_', '').toLowerCase()}}`);
    }
    expect(Object.values(env).sort()).toEqual(
      Object.keys(fields)
        .map((field) => `\${user_config.${field}}`)
        .sort(),
    );
  });

  it.each(settings.filter((setting) => setting.env in env))(
    'asks for $env as the table of settings describes it',
    (setting) => {
      const field = fields[setting.env.replace('CAPILLARY_', '').toLowerCase()];
      // Nothing is required, so that an empty form starts the sandbox.
      expect(field).toMatchObject({ type: setting.isBoolean ? 'boolean' : 'string', required: false });
      expect(field?.sensitive ?? false).toBe(setting.secret ?? false);
      expect(field?.default ?? false).toBe(setting.default ?? false);
    },
  );
});

describe('the registry entry', () => {
  const entry = registryEntrySchema.parse(createRegistryEntry(pack, stdioSettings()));

  it('follows from the settings and package.json', () => {
    expect(read('manifest/server.json')).toEqual(createRegistryEntry(pack, stdioSettings()));
  });

  it('has the name of the package, in its version', () => {
    expect(entry).toMatchObject({ name: pack.mcpName, version: pack.version });
    expect(entry.packages.map(({ identifier }) => identifier)).toEqual([
      pack.name,
      `ghcr.io/capillary-mcp/capillary-mcp:${pack.version}`,
    ]);
    // The registry asks the image and the package whose they are.
    expect(readFileSync(file('Dockerfile'), 'utf8')).toContain(`io.modelcontextprotocol.server.name="${pack.mcpName}"`);
    expect(readFileSync(file('Dockerfile'), 'utf8')).toContain(`opencontainers.image.source="${REPOSITORY}"`);
    // Only the owner of the repository may publish under this name.
    expect(entry.name.replace('io.github.', '')).toBe(new URL(entry.repository.url).pathname.slice(1));
  });

  it('shows icons that are files of the repository', () => {
    const [branch] = entry.icons.map(({ src }) => src.split('/plugins/')[0]);
    for (const { src } of entry.icons)
      expect(readFileSync(file(src.replace(`${branch}/`, ''))).length).toBeGreaterThan(0);
  });

  it('has the image serve stdio', () => {
    const image = entry.packages.find(({ registryType }) => registryType === 'oci');
    expect(image?.environmentVariables).toContainEqual(
      expect.objectContaining({ name: 'CAPILLARY_HTTP', value: 'false' }),
    );
  });
});

describe.each(Object.entries(createHostPlugins(pack, formFields())))('%s', (path, manifest) => {
  it('is what its host accepts', () => {
    expect(HOST_SCHEMAS[path]?.safeParse(read(path)).error).toBeUndefined();
  });

  it('follows from package.json and the settings', () => {
    expect(read(path)).toEqual(manifest);
  });

  it('names only files that are there', () => {
    const [folder = ''] = /^plugins\//.exec(path) ?? [];
    for (const [, name = ''] of JSON.stringify(manifest).matchAll(/"(\.\/[^"]*)"/g))
      expect(existsSync(file(`${folder}${name}`)), name).toBe(true);
  });
});

describe('the manifests of the plugin', () => {
  it('are all checked', () => {
    expect(Object.keys(HOST_SCHEMAS).sort()).toEqual(Object.keys(createHostPlugins(pack, formFields())).sort());
  });

  it('ask for the same as the bundle', () => {
    const [claude, gemini] = [read('plugins/.claude-plugin/plugin.json'), read('plugins/gemini-extension.json')];
    expect(claude.mcpServers.capillary.env).toEqual(bundle.server.mcp_config.env);
    expect(gemini.settings.map(({ envVar }: { envVar: string }) => envVar)).toEqual(
      Object.keys(bundle.server.mcp_config.env),
    );
  });

  it('show the colour of the icon', () => {
    const { brandColor } = read('plugins/.codex-plugin/plugin.json').interface;
    expect(readFileSync(file('plugins/assets/icon.svg'), 'utf8')).toContain(`fill="${brandColor}"`);
  });
});

describe('the install links', () => {
  const [cursor, ...others] = installLinks(pack);
  const server = { command: 'npx', args: ['-y', `capillary-mcp@${pack.version}`] };
  const decodeCursor = (link = '') => {
    const { searchParams } = new URL(link);
    return [searchParams.get('name'), JSON.parse(Buffer.from(searchParams.get('config') ?? '', 'base64').toString())];
  };

  it('are in the README as they are generated', () => {
    const readme = readFileSync(file('README.md'), 'utf8');
    expect(quoteInstallLinks(readme, pack)).toBe(readme);
    expect(readme).toContain(cursor?.webLink);
  });

  it('of Cursor decode to the command', () => {
    for (const link of [cursor?.deepLink, cursor?.webLink]) expect(decodeCursor(link)).toEqual(['capillary', server]);
  });

  it.each(others)('of $editor decode to the command', ({ deepLink, webLink }) => {
    expect(new URL(webLink).searchParams.get('url')).toBe(deepLink);
    const [, config = ''] = /^vscode(?:-insiders)?:mcp\/install\?(.*)$/.exec(deepLink) ?? [];
    expect(JSON.parse(decodeURIComponent(config))).toEqual({ name: 'capillary', type: 'stdio', ...server });
  });
});
