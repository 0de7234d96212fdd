/**
 * Prints, from vitest's JSON report, which tests were skipped for want of what, and how many passed, failed and
 * were skipped. A test file that could not be run, or a report that was not written, counts as a failure. So does
 * a test that was skipped for want of something in a continuous check (CI is set) that has the data folder.
 */
import { existsSync, readFileSync } from 'node:fs';

const counts = { passed: 0, failed: 0, skipped: 0 };
const wanting = new Map();
try {
  const { testResults } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  for (const { status, assertionResults } of testResults) {
    const states = assertionResults.map((assertion) => assertion.status);
    for (const state of states) counts[state === 'passed' || state === 'failed' ? state : 'skipped']++;
    if (status === 'failed' && !states.includes('failed')) counts.failed++;
    for (const { status: state, title } of assertionResults) {
      // test/needs.ts writes these names.
      const [, test, need] = title.match(/^(.*) \(needs (.*)\)$/) ?? [];
      if (need === undefined || state === 'passed' || state === 'failed') continue;
      wanting.set(need, [...(wanting.get(need) ?? []), test]);
    }
  }
} catch {
  counts.failed++;
}
for (const [need, tests] of wanting) console.log(`Skipped for want of ${need}: ${tests.join('; ')}.`);
const dataFolder = process.argv[3];
if (wanting.size > 0 && process.env.CI && dataFolder !== undefined && existsSync(dataFolder)) {
  console.log(`A continuous check with the data folder ${dataFolder} must not skip them.`);
  counts.failed += wanting.size;
}
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exit(counts.failed > 0 ? 1 : 0);
