/**
 * Makes a release of the version that package.json names: checks that everything says so, runs the tests and the
 * coverage floors, packs, and tags the commit. What is pushed and published afterwards is said, not done.
 *
 *   npm run release -- --dry-run     checks, and says what would be done
 *   npm run release -- --tested      does without the tests: they have passed on this commit
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';

const options = process.argv.slice(2);
const unknown = options.find((option) => option !== '--dry-run' && option !== '--tested');
if (unknown !== undefined) {
  console.error(`There is no option ${unknown}; there are --dry-run and --tested.`);
  process.exit(1);
}

const read = (path) => readFileSync(path, 'utf8');
const git = (...args) => spawnSync('git', args, { encoding: 'utf8' }).stdout.trim();

const { name, version, repository } = JSON.parse(read('package.json'));
const tag = `v${version}`;

/** The text below a heading of the changelog; undefined when there is no such heading. */
function changesOf(heading) {
  const sections = read('CHANGELOG.md').split(/^## /m).slice(1);
  const section = sections.find((text) => text.split('\n', 1)[0].trim() === heading);
  return section?.slice(section.indexOf('\n')).trim();
}

/** Two ways of writing one address are one: git+https://host/a/b.git and git@host:a/b. */
const address = (url) =>
  url
    .replace(/^git@([^:]+):/, 'https://$1/')
    .replace(/^git\+|\.git$/g, '')
    .replace(/^ssh:\/\/git@/, 'https://');

const problems = [
  git('status', '--porcelain') !== '' && 'There are changes that are not committed.',
  JSON.parse(read('package-lock.json')).version !== version &&
    `package-lock.json is not of version ${version}: run npm install.`,
  !new RegExp(`^version: ${version.replaceAll('.', '\\.')}$`, 'm').test(read('CITATION.cff')) &&
    `CITATION.cff is not of version ${version}.`,
  !changesOf(version) && `CHANGELOG.md says nothing under "## ${version}".`,
  changesOf('Unreleased') && 'CHANGELOG.md has changes under "## Unreleased": they belong under the version.',
  git('tag', '--list', tag) !== '' && `There is a tag ${tag}: raise the version.`,
  address(git('remote', 'get-url', 'origin')) !== address(repository.url) &&
    `package.json gives another repository than the remote origin: ${repository.url}.`,
].filter(Boolean);
if (problems.length > 0) {
  for (const problem of problems) console.error(problem);
  process.exit(1);
}

const steps = [
  ...(options.includes('--tested') ? [] : [['scripts/test.sh'], ['npm', 'run', 'coverage']]),
  ['npm', 'pack', '--pack-destination', 'build/release'],
  ['git', 'tag', '--annotate', tag, '--message', `${name} ${version}`],
];
if (options.includes('--dry-run')) {
  console.log(`${name} ${version} can be released. These would be run:`);
  for (const step of steps) console.log(`  ${step.join(' ')}`);
  process.exit(0);
}
mkdirSync('build/release', { recursive: true });
for (const [command, ...args] of steps) {
  if (spawnSync(command, args, { stdio: 'inherit' }).status === 0) continue;
  console.error(`"${[command, ...args].join(' ')}" failed: nothing was tagged.`);
  process.exit(1);
}
console.log(`${name} ${version} is packed and tagged. To publish it:`);
console.log(`  git push origin ${tag}`);
console.log(`  npm publish build/release/${name}-${version}.tgz`);
