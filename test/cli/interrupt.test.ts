import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { resumeCommand } from '#heavytail/cli/interrupt';

test('a second Ctrl-C ends at once', async () => {
  const busy = `
    import { listenForInterrupt } from '#heavytail/cli/interrupt';
    const { signal } = listenForInterrupt();
    signal.addEventListener('abort', () => console.log('first'));
    setInterval(() => {}, 1000);
    console.log('ready');
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', busy], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  child.stdout.on('data', () => child.kill('SIGINT'));
  expect(await ended).toBe(130);
});

test('the command that resumes is the one that was given, quoted, without --fresh', () => {
  const argv = (...args: string[]) => ['/usr/bin/node', '/usr/local/bin/heavytail', 'reproduce', ...args];
  expect(resumeCommand(argv('--fresh', '--seed', '3'))).toBe('heavytail reproduce --seed 3');
  expect(resumeCommand(argv('--out', "my 'own' report", '--data', '~/x'))).toBe(
    "heavytail reproduce --out 'my '\\''own'\\'' report' --data '~/x'",
  );
  expect(resumeCommand(['node', `${process.cwd()}/dist/cli/main.js`, 'reproduce'])).toBe(
    'node dist/cli/main.js reproduce',
  );
});
