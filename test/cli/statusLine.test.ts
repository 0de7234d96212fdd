import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StatusLine } from '#heavytail/cli/statusLine';

const terminal = { isTTY: true, columns: 20 };
const environment = { TERM: 'xterm', NO_COLOR: '1' };
const before = { isTTY: process.stderr.isTTY, columns: process.stderr.columns, env: process.env };
let said = '';

beforeEach(() => {
  said = '';
  Object.assign(process.stderr, terminal);
  process.env = environment;
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  Object.assign(process.stderr, { isTTY: before.isTTY, columns: before.columns });
  process.env = before.env;
});

test('a line is drawn in the place of the one before, and taken away', () => {
  const line = new StatusLine();
  line.draw('one');
  line.draw('two');
  line.clear();
  line.clear();
  expect(said).toBe('\r\u001b[Kone\r\u001b[Ktwo\r\u001b[K');
});

test('a line is never so long that the terminal would break it', () => {
  new StatusLine().draw('x'.repeat(100));
  expect(said).toBe(`\r\u001b[K${'x'.repeat(19)}`);
});

test('a line is due again some time after it was drawn', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const line = new StatusLine();
  expect(line.isDue).toBe(true);
  line.draw('one');
  expect(line.isDue).toBe(false);
  vi.advanceTimersByTime(200);
  expect(line.isDue).toBe(true);
});

test('nothing is drawn without a terminal, or where nobody wants to read it', () => {
  for (const make of [
    () => new StatusLine({ quiet: true }),
    () => {
      process.stderr.isTTY = false;
      return new StatusLine();
    },
  ]) {
    const line = make();
    expect([line.isLive, line.isDue]).toEqual([false, false]);
    line.draw('one');
    line.clear();
  }
  expect(said).toBe('');
});
