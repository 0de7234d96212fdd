import { painter, wrap, type Colour, type Terminal } from '../terminal.js';

/** One data set in a list: its name, a word on it, and what is to be said. */
export interface Entry {
  readonly name: string;
  readonly word: string;
  readonly colour: Colour;
  /** Each begins a line. */
  readonly sentences: readonly string[];
  /** Paths and commands, which are not broken into lines. */
  readonly lines: readonly string[];
}

const nameWidth = 19;
const wordWidth = 10;
const widest = 100;

/** The list; on a narrow terminal sentences stand below the names. */
export function entryLines(entries: readonly Entry[], terminal: Terminal): string {
  const paint = painter(terminal);
  const width = Math.min(terminal.columns, widest);
  const beside = nameWidth + wordWidth;
  const isNarrow = width < beside + 40;
  const lines = entries.flatMap(({ name, word, colour, sentences, lines: whole }) => {
    const gap = ' '.repeat(Math.max(1, nameWidth - name.length));
    const head = `${paint(name, 'bold')}${gap}${paint(word, colour)}`;
    const indent = ' '.repeat(isNarrow ? 2 : beside);
    const text = [...sentences.flatMap((sentence) => wrap(sentence, width - indent.length)), ...whole];
    if (isNarrow || text.length === 0) return [head, ...text.map((line) => indent + line)];
    const [first, ...rest] = text;
    return [
      head + ' '.repeat(Math.max(1, wordWidth - word.length)) + first,
      ...rest.map((line) => indent + line),
    ];
  });
  return lines.map((line) => `${line}\n`).join('');
}
