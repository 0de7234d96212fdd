/**
 * Runs the tests and prints, for each folder of src/, the share of lines and branches that ran, beside its floor in
 * scripts/coverage-floors.json. Exits with 1 where a share is below its floor.
 *
 *   npm run coverage                       all tests; page by file in build/coverage/index.html
 *   npm run coverage -- test/tail          some tests; no floor is compared
 *   npm run coverage -- --record           writes the shares, rounded down, as the floors
 *
 * Tests run against dist/ and in processes and threads of their own, so that Node itself counts (NODE_V8_COVERAGE) and
 * source maps lead back to src/. Counting takes up to a quarter more processor time where there is much JavaScript: this
 * is why the test command does without.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CoverageReport } from 'monocart-coverage-reports';
import { compared, floorsOf, measures, sharesByFolder } from './coverage-table.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const floorsFile = join(root, 'scripts/coverage-floors.json');
const folder = join(root, 'build/coverage');
const raw = join(folder, 'raw');
const [sourceUrl, distUrl] = ['src/', 'dist/'].map((name) => pathToFileURL(join(root, name)).href);

const record = process.argv.includes('--record');
const tests = process.argv.slice(2).filter((argument) => argument !== '--record');
if (record && tests.length > 0) {
  console.error('Floors are recorded from all tests: leave out --record, or the names of tests.');
  process.exit(1);
}

function run(command, args, environment = {}) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return status ?? 1;
}

/** Builds dist/, with or without the way back from it to src/. */
const build = (...options) => run('npx', ['tsc', '-p', 'tsconfig.json', ...options]);

function removeMaps() {
  const dist = join(root, 'dist');
  for (const file of readdirSync(dist, { recursive: true })) {
    if (file.endsWith('.js.map')) rmSync(join(dist, file));
  }
}

/** Tests of interruptions end processes, some of them while they write what ran: such a file is left out. */
function dropCutOff() {
  for (const name of readdirSync(raw)) {
    try {
      JSON.parse(readFileSync(join(raw, name), 'utf8'));
    } catch {
      rmSync(join(raw, name));
    }
  }
}

/** What ran of every file of src/, tested or not. */
async function covered() {
  const report = new CoverageReport({
    name: 'heavytail',
    logging: 'error',
    reports: [['v8', { metrics: measures }]],
    outputDir: folder,
    clean: false,
    baseDir: root,
    entryFilter: ({ url }) => url.startsWith(distUrl),
    sourceFilter: (path) => path.startsWith('src/') && !path.endsWith('.d.ts'),
    all: { dir: join(root, 'src'), transformer: takeBuilt },
  });
  dropCutOff();
  await report.addFromDir(raw);
  const { files } = await report.generate();
  // Hundreds of megabytes.
  rmSync(raw, { recursive: true });
  return files;
}

/** A file that no test loads, as it is built. */
async function takeBuilt(entry) {
  const built = new URL(entry.url.replace(sourceUrl, distUrl).replace(/\.ts$/, '.js'));
  entry.source = readFileSync(built, 'utf8');
  entry.sourceMap = JSON.parse(readFileSync(`${fileURLToPath(built)}.map`, 'utf8'));
}

let measured;
let failed = true;
rmSync(folder, { recursive: true, force: true });
try {
  if (build('--sourceMap', '--inlineSources') !== 0) process.exit(1);
  failed = run('npx', ['vitest', 'run', ...tests], { NODE_V8_COVERAGE: raw }) !== 0;
  measured = sharesByFolder(await covered());
} finally {
  removeMaps();
  build();
}
if (failed) process.exit(1);

if (record) writeFileSync(floorsFile, `${JSON.stringify(floorsOf(measured), null, 2)}\n`);
const { lines, below } = compared(measured, JSON.parse(readFileSync(floorsFile, 'utf8')));
console.log(lines.join('\n'));
console.log('Line by line: build/coverage/index.html');
// A part of the tests is not held to the floors.
process.exit(below > 0 && tests.length === 0 ? 1 : 0);
