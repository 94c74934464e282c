/** What hosts and registries read about the package. */
import { readFileSync } from 'node:fs';
import { v0_3 } from '@anthropic-ai/mcpb/schemas';
import { describe, expect, it } from 'vitest';
import { SETTING_NAMES, SETTINGS, stdioSettings } from '../../src/config/table.js';
import { createRegistryEntry } from '../../src/presentation/mcp-registry.js';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

const pack = read('package.json');
const bundle = read('manifest/manifest.json');
const settings = SETTING_NAMES.map((name) => ({
  ...SETTINGS[name],
  isBoolean: SETTINGS[name].schema().safeParse('true').data === true,
}));

describe('the MCPB manifest', () => {
  it('is valid by the official schema, and has the version of the package', () => {
    expect(v0_3.McpbManifestSchema.safeParse(bundle).error).toBeUndefined();
    expect(bundle.version).toBe(pack.version);
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
  it('follows from the settings and package.json', () => {
    expect(read('manifest/server.json')).toEqual(createRegistryEntry(pack, stdioSettings()));
  });

  it("keeps within the registry's limits", () => {
    const { name, description } = read('manifest/server.json');
    expect(name).toBe(pack.mcpName);
    expect(description.length).toBeLessThanOrEqual(100);
  });
});
