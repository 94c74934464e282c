/** The package as the MCP registry lists it (server.json); its settings are those of config.ts. */
import { SETTINGS } from '../config/server.js';

/** @param of - name in the registry, description and version, as package.json has them */
export function registryEntry(of: { mcpName: string; description: string; version: string }): object {
  return {
    $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
    name: of.mcpName,
    title: 'Capillary',
    description: of.description,
    version: of.version,
    packages: [
      {
        registryType: 'npm',
        identifier: 'capillary-mcp',
        version: of.version,
        runtimeHint: 'npx',
        transport: { type: 'stdio' },
        environmentVariables: Object.values(SETTINGS).map((setting) => ({
          name: setting.env,
          description: setting.about,
          isRequired: false,
          // Secrets are the settings without a flag.
          isSecret: !('flag' in setting),
        })),
      },
    ],
  };
}
