/**
 * The direction of imports, as `npm run lint` checks it. Type-only imports count. docs/architecture.md draws this
 * table.
 *
 * A folder may import from the folders listed for it, and from itself.
 */
const ALLOWED = {
  lib: [],
  tools: ['lib'],
  presentation: ['tools', 'lib'],
  client: ['tools', 'lib'],
  call: ['client', 'tools', 'lib'],
  discovery: ['call', 'client', 'presentation', 'tools', 'lib'],
  organization: ['server', 'discovery', 'call', 'client', 'presentation', 'sandbox', 'tools', 'lib'],
  config: ['organization', 'discovery', 'client', 'presentation', 'tools', 'lib'],
  transports: ['config', 'organization', 'server', 'discovery', 'client', 'presentation', 'tools', 'lib'],
  hosting: ['transports', 'config', 'organization', 'server', 'discovery', 'client', 'presentation', 'tools', 'lib'],
  sandbox: ['tools', 'lib'],
};

const under = (folders) => `^src/(${folders.map((folder) => (folder === 'server' ? 'server\\.ts$' : `${folder}/`)).join('|')})`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    ...Object.entries(ALLOWED).map(([folder, allowed]) => ({
      name: `${folder}-imports-downwards`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: { path: '^src/', pathNot: under([folder, ...allowed]) },
    })),
    {
      name: 'server-imports-downwards',
      severity: 'error',
      from: { path: '^src/server\\.ts$' },
      to: { path: '^src/', pathNot: under(['discovery', 'call', 'presentation', 'tools', 'lib']) },
    },
    {
      name: 'nothing-imports-the-command-line',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli\\.ts$|commands/)' },
      to: { path: '^src/(cli\\.ts$|commands/)' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'], exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
