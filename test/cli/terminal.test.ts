import { expect, test } from 'vitest';
import { Tally } from '#heavytail/sweep/index';
import { resumeCommand } from '#heavytail/cli/interrupt';
import { barLines, finishedLines } from '#heavytail/cli/reproduce/progressScreen';
import { duration, roughDuration, terminalOf, wrap } from '#heavytail/cli/terminal';

const screen = { isTTY: true, columns: 80 };

test('a terminal is drawn on in place, in colour, unless it or its owner says otherwise', () => {
  const seen = (
    environment: Record<string, string>,
    stream: { isTTY?: boolean; columns?: number } = screen,
  ) => {
    const { inPlace, colour } = terminalOf(stream, environment);
    return { inPlace, colour };
  };
  expect(seen({ TERM: 'xterm' })).toEqual({ inPlace: true, colour: true });
  expect(seen({ TERM: 'xterm', NO_COLOR: '1' })).toEqual({ inPlace: true, colour: false });
  expect(seen({ TERM: 'dumb' })).toEqual({ inPlace: false, colour: false });
  expect(seen({ TERM: 'xterm', CI: 'true' })).toEqual({ inPlace: false, colour: true });
  expect(seen({ TERM: 'xterm' }, { isTTY: false })).toEqual({ inPlace: false, colour: false });
  expect(terminalOf({}, {}).columns).toBe(80);
});

test('bars show each running claim, the whole and the time that is left', () => {
  const tally = new Tally();
  tally.record({ type: 'claimPlanned', claim: 'levy-width', cells: 4, kept: 1, keptSeconds: 60 });
  tally.record({ type: 'claimPlanned', claim: 'levy-height', cells: 4, kept: 0, keptSeconds: 0 });
  tally.record({ type: 'begun', cells: 8, kept: 1 });
  tally.record({ type: 'claimStarted', claim: 'levy-width' });
  tally.record({ type: 'cellFinished', claim: 'levy-width', seconds: 60 });
  const terminal = { inPlace: true, colour: false, unicode: false, columns: 80 };
  // 2 cells of levy-width and 4 of levy-height at 60 s each, two at a time: 180 s.
  expect(barLines(tally, 2, 75, terminal)).toEqual([
    '  levy-width                  ############............  2 of 4',
    '  all claims                  ######..................  2 of 8',
    '  1 min 15 s so far, about 3 min left',
  ]);
  expect(barLines(tally, 2, 75, { ...terminal, columns: 40 })).toEqual([
    '  1 min 15 s so far, about 3 min left',
  ]);
  tally.record({ type: 'claimFailed', claim: 'levy-width', reason: 'none' });
  expect(barLines(tally, 2, 75, terminal)).toHaveLength(2);
  const failed = finishedLines({ type: 'claimFailed', claim: 'levy-width', reason: 'none' }, terminal, 2);
  expect(failed).toEqual(['  levy-width                  failed to run']);
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

test('durations are said as people say them', () => {
  expect([0.04, 9.96, 59.6, 125, 7500].map(duration)).toEqual([
    'under 0.1 s',
    '10 s',
    '1 min 0 s',
    '2 min 5 s',
    '2 h 5 min',
  ]);
  expect([3, 60, 1000, 7200, 200_000].map(roughDuration)).toEqual([
    'less than a minute',
    'about 1 min',
    'about 17 min',
    'about 2 h',
    'about 2 days',
  ]);
});

test('text is wrapped at spaces', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('incomprehensible two', 7)).toEqual(['incomprehensible', 'two']);
  expect(wrap('', 7)).toEqual(['']);
});
