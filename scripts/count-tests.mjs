/**
 * Prints how many tests passed, failed and were skipped, from vitest's JSON report. A test file that
 * could not be run, or a report that was not written, counts as a failure.
 */
import { readFileSync } from 'node:fs';

const counts = { passed: 0, failed: 0, skipped: 0 };
try {
  const { testResults } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  for (const { status, assertionResults } of testResults) {
    const states = assertionResults.map((assertion) => assertion.status);
    for (const state of states) counts[state === 'passed' || state === 'failed' ? state : 'skipped']++;
    if (status === 'failed' && !states.includes('failed')) counts.failed++;
  }
} catch {
  counts.failed++;
}
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exit(counts.failed > 0 ? 1 : 0);
