import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/** Tests of what a process does before it has loaded anything. */
const COLD = 'test/**/*.cold.test.ts';

/** Packing runs npm's scripts in a POSIX shell, and the package is always packed on Linux. */
const POSIX_ONLY = process.platform === 'win32' ? ['test/e2e/package.test.ts'] : [];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    chaiConfig: { truncateThreshold: 2000 },
    pool: 'forks',
    // What a run has transformed, the next one reads.
    experimental: { fsModuleCache: true },
    // Tests of commands, servers and deadlines wait much of their time, so half as many again keep all cores busy.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // What a test replaces must not reach the next file of its process.
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'warm',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, COLD, ...POSIX_ONLY],
          // Modules hold nothing but caches, so files share those of their process: the catalogue and the sandbox are
          // loaded once for each core instead of once for each file.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'cold', include: [COLD] } },
    ],
  },
});
