/**
 * Mutation tests, run by hand: `npm run mutation -- --mutate 'src/call/**'`. The report is in coverage/mutation.html.
 * Servers take seconds to start again for every mutant, so only the mutants of transports/ are run against servers.
 */
const needsServers = process.argv.every((argument) => !/src\/(call|client|discovery)\b/.test(argument));
if (needsServers) process.env.MUTATION_SERVERS = 'true';

export default {
  mutate: ['src/{call,client,discovery,transports}/**/*.ts'],
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts' },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  // Without a tsconfig.json nothing is rewritten with the compiler's API, which TypeScript 7 does not have.
  ignorePatterns: ['bench/node_modules', 'evals/runs', 'coverage', 'deploy', 'dist', 'docs', 'tsconfig.json'],
  disableTypeChecks: false,
  concurrency: 2,
  timeoutMS: 10_000,
  tempDirName: 'coverage/stryker',
  reporters: ['clear-text', 'progress', 'html', 'json'],
  clearTextReporter: { logTests: false, reportTests: false, reportMutants: false },
  htmlReporter: { fileName: 'coverage/mutation.html' },
  jsonReporter: { fileName: 'coverage/mutation.json' },
};
