/** The package as the MCP registry lists it (server.json); its settings are those of config.ts. */
import { SETTINGS } from './config.js';

const SECRETS: readonly string[] = ['password', 'clientSecret', 'adminKey'];

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
        environmentVariables: Object.entries(SETTINGS).map(([name, { env, about }]) => ({
          name: env,
          description: about,
          isRequired: false,
          isSecret: SECRETS.includes(name),
        })),
      },
    ],
  };
}
