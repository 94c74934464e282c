/**
 * Mutation tests, run by hand: `npm run mutation -- --mutate 'src/call/**'`. The report is in coverage/mutation.html.
 * `MUTATION_SAMPLE=0.1 npm run mutation -- …` tests a tenth of the mutants, which is enough for a score.
 * Servers take seconds to start again for every mutant, so only the mutants of transports/ are run against servers.
 */
const needsServers = process.argv.every((argument) => !/src\/(call|client|discovery)\b/.test(argument));
if (needsServers) process.env.MUTATION_SERVERS = 'true';

export default {
  mutate: ['src/{call,client,discovery,transports}/**/*.ts'],
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner', './scripts/mutation-sample.mjs'],
  checkers: process.env.MUTATION_SAMPLE === undefined ? [] : ['sample'],
  vitest: { configFile: 'vitest.mutation.config.ts' },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  // Not all declarations can be parsed, and they have nothing to mutate. Without a tsconfig.json nothing is rewritten
  // with the compiler's API, which TypeScript 7 does not have.
  ignorePatterns: [
    '**/*.d.ts',
    'bench/node_modules',
    'evals/runs',
    'coverage',
    'deploy',
    'dist',
    'docs',
    'tsconfig.json',
  ],
  disableTypeChecks: false,
  concurrency: 2,
  timeoutMS: 10_000,
  tempDirName: 'coverage/stryker',
  reporters: ['clear-text', 'progress', 'html', 'json'],
  clearTextReporter: { logTests: false, reportTests: false, reportMutants: false },
  htmlReporter: { fileName: 'coverage/mutation.html' },
  jsonReporter: { fileName: 'coverage/mutation.json' },
};
