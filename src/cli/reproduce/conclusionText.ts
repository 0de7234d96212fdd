import type { ReportData } from '../../report/index.js';
import { painter, proseWidth, shownOn, wrap, type Terminal } from '../terminal.js';

/**
 * What the verdicts say together: each question with its answer, and below it the sentences that carry it,
 * with the claims that say more. Empty where they say nothing together.
 */
export function conclusionText({ conclusion }: ReportData, terminal: Terminal): string {
  const paint = painter(terminal);
  const width = proseWidth(terminal);
  const sections = conclusion.sections.map(({ question, answer, sentences }) => [
    ...wrap(question, width).map((line) => paint(line, 'bold')),
    ...(answer === undefined ? [] : wrap(shownOn(answer, terminal), width)),
    ...sentences.flatMap(({ text, claims }) => {
      const from = claims.length === 1 ? ` [${claims[0]}]` : '';
      const [first, ...others] = wrap(`${shownOn(text, terminal)}${from}`, width - 2);
      return [`- ${first}`, ...others.map((line) => `  ${line}`)];
    }),
  ]);
  return sections.map((lines) => `${lines.join('\n')}\n\n`).join('');
}
