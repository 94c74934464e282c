/** The direction of imports, as `npm run lint` checks it; the table itself is in scripts/layers.mjs. */
import { LAYERS, pathOf } from './scripts/layers.mjs';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    ...Object.entries(LAYERS).map(([layer, { imports }]) => ({
      name: `${layer}-imports-downwards`,
      severity: 'error',
      from: { path: pathOf([layer]) },
      to: { path: '^src/', pathNot: pathOf([layer, ...imports]) },
    })),
    {
      name: 'every-file-has-a-layer',
      comment: 'a new folder of src/ needs a line in scripts/layers.mjs',
      severity: 'error',
      from: { path: '^src/', pathNot: pathOf(Object.keys(LAYERS)) },
      to: {},
    },
    {
      name: 'evals-are-apart',
      comment: 'evals/ is not part of the package',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^evals/' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // swc is not told here that TypeScript may hold JSX. The imports of these files are checked by biome.json.
    exclude: { path: '\\.tsx$' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
