/**
 * Changes the sources in one place at a time and runs the tests on each change: what no test notices is printed, and
 * is a gap in the tests or code without effect.
 *
 *   npm run mutation -- src/statistics
 *   npm run mutation -- src/claim/levy/levy-width/claim.ts:100-140 test/claim/levy/levy-width
 *
 * Arguments under src/ are folders, files, or lines of a file; those under test/ are the tests to run, by default
 * the ones at the same place under test/. Exits with 1 when a change survived.
 */
import { Stryker } from '@stryker-mutator/core';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const isFolder = (path) => existsSync(path) && statSync(path).isDirectory();
const patternOf = (path, ending) => (isFolder(path) ? `${path.replace(/\/$/, '')}/**/*${ending}` : path);
const testsBeside = (source) => source.replace(/^src/, 'test').replace(/\.ts(:.*)?$/, '.test.ts');

const places = process.argv.slice(2);
const sources = places.filter((path) => path.startsWith('src/'));
const named = places.filter((path) => path.startsWith('test/'));
const tests = named.length > 0 ? named : sources.map(testsBeside);
const stray = places.find((path) => !/^(src|test)\//.test(path));
if (sources.length === 0 || stray !== undefined) {
  console.error('Say which sources to change, for example: npm run mutation -- src/statistics');
  process.exit(1);
}
const missing = [...sources.map((path) => path.replace(/:.*$/, '')), ...tests].find(
  (path) => !existsSync(path),
);
if (missing !== undefined) {
  console.error(`There is no ${missing}. Name the tests to run after the sources.`);
  process.exit(1);
}

// vitest.mutation.config.ts reads it in the processes that run the tests.
process.env.HEAVYTAIL_MUTATION_TESTS = tests.map((path) => patternOf(path, '.test.ts')).join(',');

const results = await new Stryker({
  mutate: sources.map((path) => patternOf(path, '.ts')),
  // Sentences are for people: a test that fixes every word of them is not worth having.
  mutator: { excludedMutations: ['StringLiteral'] },
  // Tests run against dist/, in which all changes are built in at once, each behind a switch.
  buildCommand: 'npm run --silent build:sources',
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // A change that makes a loop endless is found by waiting; a busy machine is not to pass for one.
  timeoutMS: 30_000,
  ignorePatterns: ['build', 'docs', 'bench', 'examples', 'coverage', 'recorder'],
  tempDirName: 'build/mutation/sandbox',
  reporters: ['clear-text', 'html'],
  clearTextReporter: { logTests: false, allowColor: false },
  htmlReporter: { fileName: 'build/mutation/report.html' },
}).runMutationTest();

const unnoticed = results.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
process.exit(unnoticed.length > 0 ? 1 : 0);
