/** The package's entry in the MCP registry (server.json). */
import { DISPLAY_NAME, linksOf, type PackageManifest } from './package-manifest.js';

/** A setting as registries list it. */
interface RegistrySetting {
  env: string;
  description: string;
  isSecret: boolean;
}

/**
 * @param manifest - package.json
 * @param settings - the settings of a stdio server
 */
export function createRegistryEntry(manifest: PackageManifest, settings: readonly RegistrySetting[]): object {
  const { repository, raw } = linksOf(manifest);
  // Defaults are not listed: hosts would set the variables, and they would then count as configured.
  const environmentVariables = settings.map(({ env, description, isSecret }) => ({
    name: env,
    description,
    isRequired: false,
    isSecret,
  }));
  return {
    $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
    name: manifest.mcpName,
    title: DISPLAY_NAME,
    description: manifest.description,
    version: manifest.version,
    repository: { url: repository, source: 'github' },
    websiteUrl: repository,
    icons: [
      { src: raw('plugins/assets/icon.png'), mimeType: 'image/png', sizes: ['512x512'] },
      { src: raw('plugins/assets/icon.svg'), mimeType: 'image/svg+xml', sizes: ['any'] },
    ],
    packages: [
      {
        registryType: 'npm',
        identifier: manifest.name,
        version: manifest.version,
        runtimeHint: 'npx',
        transport: { type: 'stdio' },
        environmentVariables,
      },
      {
        registryType: 'oci',
        identifier: imageOf(manifest),
        runtimeHint: 'docker',
        transport: { type: 'stdio' },
        // The image serves HTTP unless it is told otherwise.
        environmentVariables: [
          { name: 'CAPILLARY_HTTP', description: 'false: serve stdio', value: 'false' },
          ...environmentVariables,
        ],
      },
    ],
    // There is no public instance: organizations run their own.
    remotes: [
      {
        type: 'streamable-http',
        url: 'https://{host}/mcp',
        variables: {
          host: {
            description: 'host name under which your organization runs this server',
            placeholder: 'mcp.example.com',
            isRequired: true,
          },
        },
      },
    ],
  };
}

/** The image that the release workflow publishes: `ghcr.io/capillary-mcp/capillary-mcp:0.1.0`. */
function imageOf(manifest: PackageManifest): string {
  const path = new URL(linksOf(manifest).repository).pathname.toLowerCase();
  return `ghcr.io${path}:${manifest.version}`;
}
