/**
 * What hosts and registries accept, as their specifications say it. Written from these, because the schema files are not
 * ours to copy; strict, so that a field that a host does not know is an error here. Read on 2026-11-30.
 */
import { z } from 'zod';

const text = z.string().min(1);
const url = z.url({ protocol: /^https$/ });
const author = z.strictObject({ name: text, email: z.email().optional(), url: url.optional() });
/** Within the plugin. */
const path = z.string().regex(/^\.\/(?!.*\.\.)/);
const semver = z.string().regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/);
const kebab = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** The fields that plugin manifests share. */
const identity = {
  version: semver,
  description: text,
  author,
  homepage: url,
  repository: url,
  license: text,
  keywords: z.array(text),
};

const stdio = { command: text, args: z.array(z.string()).optional(), env: z.record(z.string(), z.string()).optional() };

/** Source: agent-plugins.org/specification, 1.0.0, §5 and plugin.schema.json. The object is closed. */
const agentPlugin = z.strictObject({
  $schema: z.literal('https://agent-plugins.org/schemas/1.0.0/plugin.schema.json'),
  name: z
    .string()
    .max(64)
    .regex(/^(?!.*(?:--|\.\.))[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/),
  ...identity,
  extensions: z.record(z.string(), z.object()).optional(),
});

/** Source: the same, §7.2. `command` is one token: a name to be found, or a path in the plugin. */
const agentPluginServers = z.strictObject({
  $schema: z.literal('https://agent-plugins.org/schemas/1.0.0/mcp.schema.json'),
  mcpServers: z.record(
    text,
    z.discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('stdio'),
        command: z.union([path, z.string().regex(/^[^\s/\\]+$/)]),
        args: stdio.args,
        env: z.record(z.string().regex(/^(?!PLUGIN_(ROOT|DATA)$)/), z.string()).optional(),
        cwd: z
          .string()
          .regex(/^(?:\.\/|\$\{PLUGIN_(?:ROOT|DATA)\}(?:\/|$))/)
          .optional(),
      }),
      z.strictObject({
        type: z.enum(['streamable-http', 'sse']),
        url,
        headers: z.record(z.string(), z.string()).optional(),
      }),
    ]),
  ),
});

/** Source: code.claude.com/docs, plugins reference, and the schema of schemastore.org of 2026-04-23. */
const claudePlugin = z.strictObject({
  name: kebab,
  ...identity,
  mcpServers: z.record(text, z.strictObject({ type: z.literal('stdio').optional(), ...stdio })),
  userConfig: z.record(
    z.string().regex(/^[A-Za-z_]\w*$/),
    z.strictObject({
      type: z.enum(['string', 'number', 'boolean', 'directory', 'file']),
      title: text,
      description: text,
      required: z.boolean().optional(),
      default: z.union([z.string(), z.number(), z.boolean()]).optional(),
      sensitive: z.boolean().optional(),
    }),
  ),
});

/** Source: the same, marketplaces. */
const claudeMarketplace = z.strictObject({
  name: kebab,
  description: text,
  owner: author,
  plugins: z.array(z.strictObject({ name: kebab, source: path, description: text, version: semver })).min(1),
});

/** Source: developers.openai.com/codex/plugins/build, and the reference of Codex's plugin creator. */
const codexPlugin = z.strictObject({
  name: kebab,
  ...identity,
  skills: path,
  mcpServers: path,
  interface: z.strictObject({
    displayName: text,
    shortDescription: text,
    longDescription: text,
    developerName: text,
    category: text,
    capabilities: z.array(text),
    websiteURL: url,
    privacyPolicyURL: url,
    defaultPrompt: z.array(z.string().max(128)).max(3),
    brandColor: z.string().regex(/^#[0-9a-f]{6}$/i),
    composerIcon: path,
    logo: path,
  }),
});

/** Source: the same, marketplaces. */
const codexMarketplace = z.strictObject({
  name: kebab,
  interface: z.strictObject({ displayName: text }),
  plugins: z
    .array(
      z.strictObject({
        name: kebab,
        source: z.strictObject({ source: z.literal('local'), path }),
        policy: z.strictObject({
          installation: z.enum(['AVAILABLE', 'INSTALLED_BY_DEFAULT', 'NOT_AVAILABLE']),
          authentication: z.enum(['ON_INSTALL', 'ON_USE']),
        }),
        category: text,
      }),
    )
    .min(1),
});

/** Source: schemas/plugin.schema.json of github.com/cursor/plugins. */
const cursorPlugin = z.strictObject({
  name: z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/),
  displayName: text,
  publisher: text,
  ...identity,
  author: author.omit({ url: true }),
  logo: path,
  category: text,
  skills: path,
  mcpServers: path,
});

/** Source: schemas/marketplace.schema.json of the same. */
const cursorMarketplace = z.strictObject({
  name: text,
  owner: author.omit({ url: true }),
  metadata: z.object({ description: text }),
  plugins: z.array(z.strictObject({ name: text, source: path, description: text })).min(1),
});

/** Source: geminicli.com/docs/extensions/reference, and Gemini CLI 0.61.0. */
const geminiExtension = z.strictObject({
  name: z.string().regex(/^[a-zA-Z0-9-]+$/),
  version: semver,
  description: text,
  mcpServers: z.record(text, z.strictObject(stdio)),
  settings: z.array(
    z.strictObject({ name: text, description: text, envVar: z.string().regex(/^[A-Z_]+$/), sensitive: z.boolean() }),
  ),
});

/** By path in the repository. */
export const HOST_SCHEMAS: { readonly [path: string]: z.ZodType } = {
  'plugins/plugin.json': agentPlugin,
  'plugins/mcp.json': agentPluginServers,
  'plugins/.claude-plugin/plugin.json': claudePlugin,
  '.claude-plugin/marketplace.json': claudeMarketplace,
  'plugins/.codex-plugin/plugin.json': codexPlugin,
  '.agents/plugins/marketplace.json': codexMarketplace,
  'plugins/.cursor-plugin/plugin.json': cursorPlugin,
  '.cursor-plugin/marketplace.json': cursorMarketplace,
  'plugins/gemini-extension.json': geminiExtension,
};

const input = z.strictObject({
  name: text.optional(),
  description: text.optional(),
  format: z.enum(['string', 'number', 'boolean', 'filepath']).optional(),
  isRequired: z.boolean().optional(),
  isSecret: z.boolean().optional(),
  default: z.string().optional(),
  value: z.string().optional(),
  placeholder: z.string().optional(),
  choices: z.array(z.string()).optional(),
});

const named = input.extend({ name: text });

const remote = z.strictObject({
  type: z.enum(['streamable-http', 'sse']),
  url: z.string().regex(/^https?:\/\/\S+$/),
  headers: z.array(named).optional(),
  variables: z.record(z.string(), input).optional(),
});

/** Versions are exact. For images, the version is the tag in `identifier`. */
const registryPackage = z.discriminatedUnion('registryType', [
  z.strictObject({
    registryType: z.literal('npm'),
    identifier: text,
    version: semver,
    runtimeHint: text.optional(),
    transport: z.strictObject({ type: z.literal('stdio') }),
    environmentVariables: z.array(named).optional(),
  }),
  z.strictObject({
    registryType: z.literal('oci'),
    identifier: z.string().regex(/^(docker|ghcr|quay)\.io\/[a-z0-9._/-]+:[\w.-]+$/),
    runtimeHint: text.optional(),
    transport: z.strictObject({ type: z.literal('stdio') }),
    environmentVariables: z.array(named).optional(),
  }),
]);

/** Source: the schema of 2025-12-11 of registry.modelcontextprotocol.io, and its documentation of package types. */
export const registryEntrySchema = z.strictObject({
  $schema: z.literal('https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json'),
  name: z
    .string()
    .max(200)
    .regex(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/),
  title: text.max(100),
  description: text.max(100),
  version: semver,
  repository: z.strictObject({ url, source: z.literal('github') }),
  websiteUrl: url,
  icons: z.array(
    z.strictObject({
      src: url.max(255),
      mimeType: z.enum(['image/png', 'image/jpeg', 'image/jpg', 'image/svg+xml', 'image/webp']),
      sizes: z.array(z.string().regex(/^(\d+x\d+|any)$/)),
    }),
  ),
  packages: z.array(registryPackage),
  remotes: z.array(remote),
});
