/** The package as the MCP registry lists it (server.json). */

/**
 * @param of - name in the registry, description and version, as package.json has them
 * @param settings - the settings that a server on stdio takes; those without a flag are secrets
 */
export function registryEntry(
  of: { mcpName: string; description: string; version: string },
  settings: readonly { env: string; about: string; flag?: string }[],
): object {
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
        environmentVariables: settings.map((setting) => ({
          name: setting.env,
          description: setting.about,
          isRequired: false,
          isSecret: !('flag' in setting),
        })),
      },
    ],
  };
}
