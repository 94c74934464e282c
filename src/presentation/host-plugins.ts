/**
 * The plugin in plugins/ as each host reads it: Agent Plugins 1.0.0, Claude Code, Codex, Cursor and Gemini CLI, and the
 * marketplaces at the top of the repository that list it. All hosts share plugins/skills.
 */
import {
  DISPLAY_NAME,
  type FormField,
  LONG_DESCRIPTION,
  linksOf,
  npxCommand,
  type PackageManifest,
  SERVER_NAME,
} from './package-manifest.js';

/** Source: agent-plugins.org, specification 1.0.0. */
const AGENT_PLUGINS = 'https://agent-plugins.org/schemas/1.0.0';

const MARKETPLACE = 'capillary-mcp';
const FOLDER = './plugins';
const ICON = './assets/icon.png';
const CATEGORY = 'Productivity';

/** Colour of the icon. */
const BRAND_COLOR = '#0b6470';

/** What users may try first. Codex shows at most three, of at most 128 characters each. */
const STARTERS = [
  'Enrol a new member and book the first bill.',
  'Why did this customer get no points for the last purchase?',
  'Set up a coupon campaign: 15 % off until the end of the month.',
];

/**
 * The manifests, by path in the repository.
 *
 * @param fields - what hosts with a form of their own ask for
 */
export function createHostPlugins(
  manifest: PackageManifest,
  fields: readonly FormField[],
): { readonly [path: string]: object } {
  return {
    'plugins/plugin.json': { $schema: `${AGENT_PLUGINS}/plugin.schema.json`, ...identityOf(manifest) },
    'plugins/mcp.json': {
      $schema: `${AGENT_PLUGINS}/mcp.schema.json`,
      mcpServers: { [SERVER_NAME]: { type: 'stdio', ...npxCommand(manifest) } },
    },
    'plugins/.claude-plugin/plugin.json': claudePlugin(manifest, fields),
    '.claude-plugin/marketplace.json': {
      name: MARKETPLACE,
      description: manifest.description,
      owner: manifest.author,
      plugins: [{ name: SERVER_NAME, source: FOLDER, description: manifest.description, version: manifest.version }],
    },
    'plugins/.codex-plugin/plugin.json': codexPlugin(manifest),
    '.agents/plugins/marketplace.json': {
      name: MARKETPLACE,
      interface: { displayName: DISPLAY_NAME },
      plugins: [
        {
          name: SERVER_NAME,
          source: { source: 'local', path: FOLDER },
          policy: { installation: 'AVAILABLE', authentication: 'ON_USE' },
          category: CATEGORY,
        },
      ],
    },
    'plugins/.cursor-plugin/plugin.json': {
      ...identityOf(manifest),
      displayName: DISPLAY_NAME,
      publisher: manifest.author.name,
      logo: ICON,
      category: CATEGORY,
      skills: './skills/',
      mcpServers: './mcp.json',
    },
    '.cursor-plugin/marketplace.json': {
      name: MARKETPLACE,
      owner: manifest.author,
      metadata: { description: manifest.description },
      plugins: [{ name: SERVER_NAME, source: FOLDER, description: manifest.description }],
    },
    'plugins/gemini-extension.json': geminiExtension(manifest, fields),
  };
}

/** Who and what the plugin is. Several hosts agree on these fields. */
function identityOf(manifest: PackageManifest) {
  const { repository, readme } = linksOf(manifest);
  const { version, description, author, license, keywords } = manifest;
  return { name: SERVER_NAME, version, description, author, homepage: readme, repository, license, keywords };
}

/** Claude Code asks for `userConfig` when the plugin is enabled. What stays empty is an empty variable, which counts as unset. */
function claudePlugin(manifest: PackageManifest, fields: readonly FormField[]): object {
  const env = Object.fromEntries(fields.map((field) => [field.env, `\${user_config.${field.name}}`]));
  return {
    ...identityOf(manifest),
    mcpServers: { [SERVER_NAME]: { ...npxCommand(manifest), env } },
    userConfig: Object.fromEntries(
      fields.map(({ name, title, description, type, isSecret }) => [
        name,
        { type, title, description, required: false, ...(isSecret && { sensitive: true }) },
      ]),
    ),
  };
}

/** Source: the reference of Codex's plugin creator. */
function codexPlugin(manifest: PackageManifest): object {
  const { repository, privacy } = linksOf(manifest);
  return {
    ...identityOf(manifest),
    skills: './skills/',
    mcpServers: './mcp.json',
    interface: {
      displayName: DISPLAY_NAME,
      shortDescription: manifest.description,
      longDescription: LONG_DESCRIPTION,
      developerName: manifest.author.name,
      category: CATEGORY,
      capabilities: ['Interactive', 'Read', 'Write'],
      websiteURL: repository,
      privacyPolicyURL: privacy,
      defaultPrompt: STARTERS,
      brandColor: BRAND_COLOR,
      composerIcon: ICON,
      logo: ICON,
    },
  };
}

/** Gemini CLI asks for `settings` when the extension is installed, and keeps what is sensitive in the system's keychain. */
function geminiExtension(manifest: PackageManifest, fields: readonly FormField[]): object {
  return {
    name: SERVER_NAME,
    version: manifest.version,
    description: manifest.description,
    mcpServers: { [SERVER_NAME]: npxCommand(manifest) },
    settings: fields.map(({ env, title, description, isSecret }) => ({
      name: title,
      description,
      envVar: env,
      sensitive: isSecret,
    })),
  };
}
