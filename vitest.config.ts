import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    pool: 'forks',
    // The sandbox imports its page's style sheet as text; by default every style sheet is empty here.
    css: true,
    chaiConfig: { truncateThreshold: 2000 },
  },
});
