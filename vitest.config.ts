import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The test of the two commands takes longest and is a small file: begun last, it would be waited for. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLongest = ({ moduleId }: TestSpecification) => moduleId.endsWith('scripts/commands.test.ts');
    const sorted = await super.sort(files);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: process.env.NODE_V8_COVERAGE ? ['test/coverage.ts'] : [],
    // Tests run against dist/, as a user of the package would.
    server: { deps: { external: [/\/dist\//] } },
    pool: 'forks',
    // Files share the two processes, and with them what is loaded from dist/: to load it anew takes longer than most files.
    isolate: false,
    // Sweeps under test start workers of their own.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // They end what hangs: no test is to fail because the machine has much else to do.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
