/** What hosts and registries read about the package. */
import { readFileSync } from 'node:fs';
import { v0_3 } from '@anthropic-ai/mcpb/schemas';
import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../src/config/server.js';
import { registryEntry } from '../../src/presentation/mcp-registry.js';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

const pack = read('package.json');
const bundle = read('manifest/manifest.json');
const variables: string[] = Object.values(SETTINGS).map(({ env }) => env);

describe('the MCPB manifest', () => {
  it('is valid by the official schema, and of the same version', () => {
    expect(v0_3.McpbManifestSchema.safeParse(bundle).error).toBeUndefined();
    expect(bundle.version).toBe(pack.version);
  });

  it('passes only settings that exist, each from a field of its own', () => {
    const env: Record<string, string> = bundle.server.mcp_config.env;
    for (const [name, value] of Object.entries(env)) {
      expect(variables).toContain(name);
      const field = /^\$\{user_config\.(\w+)\}$/.exec(value)?.[1] ?? '';
      expect(bundle.user_config).toHaveProperty(field);
    }
    expect(Object.keys(env)).toHaveLength(Object.keys(bundle.user_config).length);
  });

  it('requires nothing, so that the sandbox is the default, and marks secrets', () => {
    for (const [name, field] of Object.entries<{ required: boolean; sensitive?: boolean }>(bundle.user_config)) {
      expect(field.required).toBe(false);
      expect(field.sensitive ?? false).toBe(/password|secret/.test(name));
    }
  });
});

describe('the registry entry', () => {
  it('is what the settings and package.json give', () => {
    expect(read('manifest/server.json')).toEqual(registryEntry(pack, Object.values(SETTINGS)));
  });

  it('keeps to the bounds of the registry', () => {
    const { name, description } = read('manifest/server.json');
    expect(name).toBe(pack.mcpName);
    expect(description.length).toBeLessThanOrEqual(100);
  });
});
