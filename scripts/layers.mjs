/**
 * The folders of `src/` and what each may import. This table alone defines the direction of imports: `npm run lint`
 * checks it (.dependency-cruiser.mjs), and docs/architecture.md draws it. Type-only imports count.
 */

/** @typedef {{ about: string, imports: string[] }} Layer - `imports`: the folders it may import from, besides itself */

/** @type {Record<string, Layer>} From the top down. `cli` and `server` are files; the rest are folders. */
export const LAYERS = {
  cli: { about: 'entry point; loads as little as possible', imports: ['commands', 'config', 'lib'] },
  commands: {
    about: 'the command line: the parser, and one file per subcommand',
    imports: [
      'doctor',
      'hosts',
      'hosting',
      'transports',
      'config',
      'organization',
      'server',
      'discovery',
      'safety',
      'call',
      'telemetry',
      'client',
      'presentation',
      'sandbox',
      'tools',
      'apps',
      'lib',
    ],
  },
  doctor: {
    about: 'what is wrong with a set-up: settings, connection, files, ports, hosts',
    imports: [
      'hosts',
      'hosting',
      'transports',
      'config',
      'organization',
      'server',
      'discovery',
      'safety',
      'call',
      'telemetry',
      'client',
      'presentation',
      'sandbox',
      'skills',
      'tools',
      'lib',
    ],
  },
  hosts: {
    about: "the hosts that install knows: their files, and this server's entry in them",
    imports: ['config', 'lib'],
  },
  hosting: {
    about: 'many organizations in one process: tenants, metrics, health, state shared by replicas',
    imports: [
      'transports',
      'config',
      'organization',
      'server',
      'discovery',
      'safety',
      'call',
      'telemetry',
      'client',
      'presentation',
      'tools',
      'lib',
    ],
  },
  transports: {
    about: 'stdio, Streamable HTTP, sessions, legacy SSE; who may connect',
    imports: [
      'config',
      'organization',
      'server',
      'discovery',
      'safety',
      'call',
      'client',
      'presentation',
      'tools',
      'lib',
    ],
  },
  config: {
    about: 'one table of settings, read from flags, environment and files',
    imports: ['organization', 'discovery', 'safety', 'client', 'presentation', 'sandbox', 'tools', 'lib'],
  },
  organization: {
    about: 'one organization as it is served: upstream, in-flight calls, limits',
    imports: [
      'server',
      'content',
      'discovery',
      'safety',
      'call',
      'telemetry',
      'client',
      'presentation',
      'sandbox',
      'tools',
      'apps',
      'lib',
    ],
  },
  server: {
    about: 'createServer(): a selection of tools as an MCP server',
    imports: ['content', 'discovery', 'safety', 'call', 'telemetry', 'presentation', 'tools', 'apps', 'lib'],
  },
  content: {
    about: 'what clients read besides calling tools: prompts, resources, skills, completions',
    imports: ['discovery', 'safety', 'call', 'presentation', 'skills', 'tools', 'lib'],
  },
  discovery: {
    about: 'finding tools: search, toolsets, selection, filters, meta-tools',
    imports: ['safety', 'call', 'client', 'presentation', 'tools', 'apps', 'lib'],
  },
  safety: {
    about: "what may be sent: the operator's limits, consent, plans; and the audit of what was",
    imports: ['call', 'client', 'tools', 'apps', 'lib'],
  },
  call: {
    about: 'one tool call, from arguments to a bounded result',
    imports: ['client', 'tools', 'apps', 'lib'],
  },
  telemetry: {
    about: 'OpenTelemetry: spans and metrics, and their export; loaded only if it is set up',
    imports: ['client', 'tools', 'lib'],
  },
  client: {
    about: 'the shared authenticated client: authentication, exchange, retries, envelopes',
    imports: ['tools', 'lib'],
  },
  presentation: {
    about: 'the catalogue as others see it: tools/list, signatures, OpenAPI, Markdown, registry',
    imports: ['tools', 'apps', 'lib'],
  },
  sandbox: { about: 'an embedded Capillary', imports: ['tools', 'apps', 'lib'] },
  skills: { about: 'workflows for agents, as SKILL.md files', imports: ['lib'] },
  tools: { about: 'the catalogue: one definition per endpoint', imports: ['apps', 'lib'] },
  apps: { about: 'MCP Apps: the views that hosts show, and the data that they get', imports: ['lib'] },
  lib: { about: 'small utilities without a domain', imports: [] },
};

const FILES = ['cli', 'server'];

/** A regular expression that matches the paths of these layers. @param {string[]} names */
export const pathOf = (names) =>
  `^src/(${names.map((name) => (FILES.includes(name) ? `${name}\\.ts$` : `${name}/`)).join('|')})`;

/** The imports of a layer, without those that it also reaches through another import. */
const direct = ({ imports }) => {
  const through = new Set(imports.flatMap((name) => reach(name)));
  return imports.filter((name) => !through.has(name));
};

const reach = (name) => LAYERS[name].imports.flatMap((each) => [each, ...reach(each)]);

/** The layers as a Mermaid flowchart. An arrow means 'imports'; arrows that follow from others are omitted. */
export function mermaid() {
  const node = (name) => (FILES.includes(name) ? `src/${name}.ts` : `src/${name}/`);
  return [
    'flowchart TD',
    ...Object.entries(LAYERS).map(([name, { about }]) => `  ${name}["<b>${node(name)}</b><br>${about}"]`),
    ...Object.entries(LAYERS).flatMap(([name, layer]) => direct(layer).map((to) => `  ${name} --> ${to}`)),
  ].join('\n');
}
