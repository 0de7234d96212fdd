import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Tests run against dist/, as a user of the package would.
    server: { deps: { external: [/\/dist\//] } },
    pool: 'forks',
    // Sweeps under test start workers of their own.
    maxWorkers: 2,
    // They end what hangs: no test is to fail because the machine has much else to do.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
