import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/**/*.test.ts'], testTimeout: 20_000, pool: 'forks', chaiConfig: { truncateThreshold: 2000 } },
});
