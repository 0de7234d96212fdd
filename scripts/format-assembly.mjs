import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Formats assembly/ as biome.json says. Biome's parser knows no decorators of functions (`@inline`), so that
 * it is shown a copy in which they are comments. Without --write the files that are not formatted are named,
 * and the exit code is 1.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const write = process.argv.includes('--write');
const copy = mkdtempSync(join(tmpdir(), 'heavytail-format-'));
try {
  cpSync(join(root, 'assembly'), copy, { recursive: true });
  const { formatter, javascript } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  writeFileSync(join(copy, 'biome.json'), JSON.stringify({ formatter, javascript }));
  const names = readdirSync(copy, { recursive: true }).filter((name) => name.endsWith('.ts'));
  for (const name of names) {
    writeFileSync(join(copy, name), readFileSync(join(copy, name), 'utf8').replaceAll(/^@/gm, '//@'));
  }
  execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--write'], { cwd: copy, stdio: 'pipe' });
  for (const name of names) {
    const path = join(root, 'assembly', name);
    const formatted = readFileSync(join(copy, name), 'utf8').replaceAll(/^\/\/@/gm, '@');
    if (formatted === readFileSync(path, 'utf8')) continue;
    if (write) {
      writeFileSync(path, formatted);
    } else {
      console.log(`assembly/${name} is not formatted: npm run format formats it.`);
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(copy, { recursive: true });
}
