/** The package's entry in the MCP registry (server.json). */

/**
 * @param manifest - name in the registry, description and version, from package.json
 * @param settings - the settings of a stdio server
 */
export function createRegistryEntry(
  manifest: { mcpName: string; description: string; version: string },
  settings: readonly { env: string; description: string; isSecret: boolean }[],
): object {
  return {
    $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
    name: manifest.mcpName,
    title: 'Capillary',
    description: manifest.description,
    version: manifest.version,
    packages: [
      {
        registryType: 'npm',
        identifier: 'capillary-mcp',
        version: manifest.version,
        runtimeHint: 'npx',
        transport: { type: 'stdio' },
        // Defaults are not listed: hosts would set the variables, and they would then count as configured.
        environmentVariables: settings.map(({ env, description, isSecret }) => ({
          name: env,
          description,
          isRequired: false,
          isSecret,
        })),
      },
    ],
  };
}
