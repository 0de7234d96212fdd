import { expect, test } from 'vitest';
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
