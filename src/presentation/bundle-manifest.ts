/** The manifest of the MCPB bundle, which Claude Desktop and other hosts install with one click. */
import { DISPLAY_NAME, type FormField, LONG_DESCRIPTION, linksOf, type PackageManifest } from './package-manifest.js';

/** @param fields - the form that the host shows */
export function createBundleManifest(manifest: PackageManifest, fields: readonly FormField[]): object {
  const links = linksOf(manifest);
  return {
    manifest_version: '0.4',
    name: manifest.name,
    display_name: DISPLAY_NAME,
    version: manifest.version,
    description: manifest.description,
    long_description: LONG_DESCRIPTION,
    author: manifest.author,
    repository: { type: 'git', url: links.repository },
    homepage: links.repository,
    documentation: links.readme,
    support: links.issues,
    icon: 'icon.png',
    icons: [{ src: 'icon.png', size: '512x512' }],
    license: manifest.license,
    keywords: manifest.keywords,
    privacy_policies: [links.privacy],
    server: {
      type: 'node',
      entry_point: 'dist/cli.js',
      mcp_config: {
        command: 'node',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: The host replaces it.
        args: ['${__dirname}/dist/cli.js'],
        env: Object.fromEntries(fields.map(({ env, name }) => [env, `\${user_config.${name}}`])),
      },
    },
    user_config: Object.fromEntries(
      fields.map(({ name, type, title, description, isSecret }) => [
        name,
        {
          type,
          title,
          description,
          required: false,
          ...(isSecret && { sensitive: true }),
          ...(type === 'boolean' && { default: false }),
        },
      ]),
    ),
    tools_generated: true,
    compatibility: {
      platforms: ['darwin', 'win32', 'linux'],
      runtimes: { node: manifest.engines.node },
    },
  };
}
