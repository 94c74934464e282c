/** The package as the MCP registry lists it (server.json). */

/**
 * @param of - name in the registry, description and version, as package.json has them
 * @param settings - the settings of a server on stdio
 */
export function registryEntry(
  of: { mcpName: string; description: string; version: string },
  settings: readonly { env: string; description: string; isSecret: boolean }[],
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
        // A default has no field of its own: hosts would set the variable, which then counts as given.
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
