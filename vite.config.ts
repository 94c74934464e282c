/** `npm run build`: dist/ holds the command in a few chunks that need no other package. */
import { chmod } from 'node:fs/promises';
import { defineConfig, normalizePath, type Plugin, type Rolldown } from 'vite';
import { precomputedLeafFacts } from './scripts/build/leaf-facts.js';
import { COLLECTED, thirdPartyLicenses } from './scripts/build/licenses.js';
import { precomputedDefaultList, precomputedListedTools } from './scripts/build/listed-tools.js';
import { precomputedRoutes } from './scripts/build/routes.js';
import { licensesOfViews, viewPages } from './scripts/build/views.js';
import { defaultList } from './src/discovery/default-list.js';
import { listedTools } from './src/presentation/listed-tools.js';
import { definitions } from './src/tools/catalogue.js';

const root = normalizePath(import.meta.dirname);

/**
 * What several commands share, each chunk with everything that it imports. All other chunks follow from the dynamic
 * imports in the sources.
 */
const SHARED: Readonly<Record<string, readonly (string | RegExp)[]>> = {
  /** What every command needs. */
  core: [
    'src/config/server.ts',
    // Errors of the system are explained when they occur.
    /\/src\/lib\/(?!system-error)/,
    'src/tools/define.ts',
    'src/sandbox/brands/names.ts',
    'node_modules/zod/',
  ],
  /** What a server needs before its first call, over stdio as over HTTP. */
  server: [
    'src/organization/organization.ts',
    'src/config/filters-file.ts',
    'src/discovery/built-catalogue.ts',
    'src/transports/stdio.ts',
  ],
  /** What definitions of several domains use. */
  schemas: ['src/tools/schemas/'],
  /** What src/client/undici.ts takes of it. HTTP has the rest. */
  undici: ['node_modules/undici/lib/api/', 'node_modules/undici/lib/dispatcher/'],
};

export default defineConfig({
  root,
  publicDir: false,
  ssr: { noExternal: true, target: 'node' },
  resolve: { alias: { 'iconv-lite': `${root}/scripts/build/utf8-only.ts` } },
  plugins: [
    onlyWhatIsRead(`${root}/package.json`),
    precomputedListedTools(() => listedTools),
    precomputedDefaultList(() => defaultList),
    precomputedLeafFacts(() => definitions),
    precomputedRoutes(() => definitions),
    viewPages(),
    thirdPartyLicenses(root, licensesOfViews),
    executable(`${root}/dist/cli.js`),
  ],
  build: {
    ssr: 'src/cli.ts',
    target: 'node20.19',
    sourcemap: false,
    license: { fileName: COLLECTED },
    rolldownOptions: {
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: chunkName,
        codeSplitting: {
          groups: [
            ...Object.entries(SHARED).map(([name, paths], index, { length }) => ({
              name,
              test: (id: string) => paths.some((path) => (path instanceof RegExp ? path.test(id) : isUnder(path, id))),
              priority: length - index,
            })),
            // The sandbox with all that it starts with. What only its handlers need is loaded with them.
            {
              name: (id, graph) => (isImportedBy(`${root}/src/sandbox/http/server.ts`, id, graph) ? 'sandbox' : null),
              debugName: 'sandbox',
              priority: 0,
            },
          ],
        },
        keepNames: true,
        minify: {
          compress: { keepNames: { function: true, class: true } },
          mangle: { keepNames: true },
          codegen: { legalComments: 'none' },
        },
      } satisfies Rolldown.OutputOptions,
    },
  },
});

/** For modules that begin a chunk, they and all that they import statically, however indirectly. */
const imported = new Map<string, Set<string>>();

/** Whether `importer` is the module `id`, or imports it statically, however indirectly. */
function isImportedBy(importer: string, id: string, graph: Rolldown.ChunkingContext): boolean {
  let all = imported.get(importer);
  if (!all) {
    all = new Set([importer]);
    for (const each of all) for (const next of graph.getModuleInfo(each)?.importedIds ?? []) all.add(next);
    imported.set(importer, all);
  }
  return all.has(id);
}

/** Whether a module is at or under a path of the repository. Wherever packages are installed, theirs begin alike. */
const isUnder = (path: string, id: string): boolean =>
  path.startsWith('node_modules/') ? id.includes(`/${path}`) : id.startsWith(`${root}/${path}`);

/** `sandbox-http-server.js` for what `src/sandbox/http/server.ts` begins, `redis-client.js` for the package `@redis/client`. */
function chunkName({ name, facadeModuleId, moduleIds }: Rolldown.PreRenderedChunk): string {
  const [scope = '', rest = ''] = (facadeModuleId ?? moduleIds.at(-1))?.split('/node_modules/')[1]?.split('/') ?? [];
  if (scope !== '') return scope.startsWith('@') ? `${scope.slice(1)}-${rest}.js` : `${scope}.js`;
  const source =
    facadeModuleId?.startsWith(`${root}/src/`) && facadeModuleId.slice(`${root}/src/`.length).replace(/\.\w+$/, '');
  return `${source ? source.replaceAll('/', '-') : name}.js`;
}

/** Bundles of package.json only what `src/lib/version.ts` reads. */
function onlyWhatIsRead(path: string): Plugin {
  const reduce = ({ version, repository }: { version: string; repository: { url: string } }) =>
    JSON.stringify({ version, repository: { url: repository.url } });
  return {
    name: 'only-what-is-read',
    enforce: 'pre',
    transform: (code, id) => (id === path ? reduce(JSON.parse(code)) : undefined),
  };
}

/** Makes the command executable. */
function executable(path: string): Plugin {
  return { name: 'executable', writeBundle: () => chmod(path, 0o755) };
}
