import { inAscii, typeset } from '../typography.js';

/** What the terminal at hand can show. */

type Environment = Readonly<Record<string, string | undefined>>;

export interface Terminal {
  /** Lines can be redrawn in place. */
  readonly inPlace: boolean;
  readonly colour: boolean;
  /** Signs beyond ASCII; only where a locale names another character set they are not. */
  readonly unicode: boolean;
  /** Width in columns; 80 where there is no terminal. */
  readonly columns: number;
}

/** What `stream` can show, given the environment's NO_COLOR, TERM, CI and locale. */
export function terminalOf(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  environment: Environment,
): Terminal {
  const able = stream.isTTY === true && environment.TERM !== 'dumb';
  const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || '';
  return {
    inPlace: able && !environment.CI,
    colour: able && !environment.NO_COLOR,
    unicode:
      locale === '' ||
      /utf-?8/i.test(locale) ||
      process.platform === 'darwin' ||
      process.platform === 'win32',
    columns: (stream.isTTY && stream.columns) || 80,
  };
}

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

export type Colour = keyof typeof codes;

/** Lines of prose, and of lists and tables, are no longer than this, however wide the terminal. */
const longestProse = 80;
const longestRow = 100;

/** The width of lines of prose. */
export function proseWidth({ columns }: Pick<Terminal, 'columns'>): number {
  return Math.min(columns, longestProse);
}

/** The width of lists and tables. */
export function listWidth({ columns }: Pick<Terminal, 'columns'>): number {
  return Math.min(columns, longestRow);
}

/** A function that colours text where the terminal shows colours. */
export function painter({ colour }: Terminal): (text: string, colour: Colour) => string {
  return (text, name) => (colour && text !== '' ? `\u001b[${codes[name]}m${text}\u001b[0m` : text);
}

/** Text for a person at the terminal: with its signs, or spelled out where it has none. */
export function shownOn(text: string, { unicode }: Pick<Terminal, 'unicode'>): string {
  return unicode ? typeset(text) : inAscii(typeset(text));
}

/**
 * Breaks text at spaces into lines of at most `width` characters. A longer word has a line of its own, and a
 * per cent sign stays with its number.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+(?!%)/).filter((part) => part !== '')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** A text of at most `width` characters: what a longer one has in its middle is left out. */
export function shortenMiddle(text: string, width: number): string {
  if (text.length <= width) return text;
  const kept = Math.max(0, width - 1);
  const start = Math.floor(kept / 2);
  return `${text.slice(0, start)}…${text.slice(text.length - (kept - start))}`;
}

/** A length of time as people say it: under 0.1 s, 0.4 s, 12 s, 3 min 20 s, 2 h 5 min. */
export function duration(seconds: number): string {
  if (seconds < 0.05) return 'under 0.1 s';
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A length of time to come, as roughly as it is known: less than a minute, about 4 min, about 2 h. */
export function roughDuration(seconds: number): string {
  if (seconds < 45) return 'less than a minute';
  if (seconds < 90 * 60) return `about ${Math.max(1, Math.round(seconds / 60))} min`;
  if (seconds < 36 * 3600) return `about ${Math.round(seconds / 3600)} h`;
  return `about ${Math.round(seconds / 86400)} days`;
}
