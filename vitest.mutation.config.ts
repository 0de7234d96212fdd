import { defineConfig } from 'vitest/config';
import type { Reporter, TestModule, Vitest } from 'vitest/node';
import everyday from './vitest.config.js';

/** A test file that a change keeps from loading has no tests that could fail: its failure counts all the same. */
class FailureToLoad implements Reporter {
  private vitest?: Vitest;
  onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }
  onTestModuleEnd(testModule: TestModule): void {
    for (const error of testModule.errors()) this.vitest?.state.catchError(error, 'A test file did not load');
  }
}

/** For scripts/mutation.mjs, which names the tests. Every file loads dist/ anew: with the change of the moment. */
export default defineConfig({
  test: {
    ...everyday.test,
    include: process.env.HEAVYTAIL_MUTATION_TESTS?.split(','),
    isolate: true,
    reporters: [new FailureToLoad()],
  },
});
