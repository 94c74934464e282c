import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests of what a process does before it has loaded anything. */
const COLD = 'test/**/*.cold.test.ts';

/** Packing runs npm's scripts in a POSIX shell, and the package is always packed on Linux. */
const POSIX_ONLY = process.platform === 'win32' ? ['test/e2e/package.test.ts'] : [];

/** Files that take longest. Begun late, they would keep one core busy when the other has nothing left to do. */
const SLOW = [
  'apps/views',
  'e2e/package',
  'sandbox/pointers',
  'e2e/stdio',
  'sandbox/page',
  'sandbox/walk/walk',
  'apps/bridge',
  'e2e/command',
  'e2e/readme',
  'evals/tasks',
  'e2e/install',
  'e2e/replicas',
  'telemetry/export',
  'tools/whole-catalogue',
  'e2e/journeys',
  'e2e/replica-batches',
].map((name) => `/test/${name}.test.ts`);

/** On a clean checkout no durations are known, and size says little about them. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // Files with a process of their own stay first, because a shared process ends when one of them is next.
    const rank = ({ project, moduleId }: TestSpecification): number => {
      if (project.config.isolate) return 0;
      return SLOW.some((path) => moduleId.endsWith(path)) ? 1 : 2;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

const isShuffled = process.argv.some((argument) => argument.startsWith('--sequence.shuffle'));

export default defineConfig({
  test: {
    sequence: isShuffled ? {} : { sequencer: SlowFirst },
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
