import { formatNumber } from '../../report/index.js';
import { typeset } from '../../typography.js';
import { counted, driverText } from '../motion/words.js';
import { decimalExponent } from '../decimals.js';
import { painter, shownOn, type Terminal, wrap } from '../terminal.js';
import { halfLength95 } from './confidence.js';
import type { EscapeReport } from './report.js';

/** An estimate to the digits that its error leaves: 223 ± 4. */
export function estimate(value: number, error: number): string {
  if (!(error > 0)) return formatNumber(value, 3);
  if (Math.abs(value) < 1e-6) return `${formatNumber(value, 3)} ± ${formatNumber(error, 2)}`;
  const digits = Math.max(0, Math.min(12, 1 - decimalExponent(2 * error)));
  const shown = (x: number) => (Math.abs(x) >= 1e6 ? formatNumber(x, 3) : x.toFixed(digits));
  return `${shown(value)} ± ${shown(error)}`;
}

/** The answer in one sentence: the measured mean and the formula that says most about it. */
export function escapeSentence({ mean, theory, paths, left }: EscapeReport): string {
  const known =
    theory.find(({ meanTime, exact }) => meanTime !== undefined && exact) ?? theory.find((t) => t.meanTime);
  const beside =
    known?.meanTime === undefined ? '' : `; ${typeset(known.name)} ${formatNumber(known.meanTime, 4)}`;
  if (mean === undefined) {
    return `${left} of ${counted(paths, 'path')} left, too few for a mean exit time${beside}.`;
  }
  const half = (mean.high - mean.low) / 2;
  return `Mean exit time ${estimate(mean.mean, half)}${beside}.`;
}

/** What was found: names and values. */
export function escapeRows(report: EscapeReport): [string, string][] {
  const { paths, left, mean, median, exponential, theory } = report;
  const rows: [string, string][] = [];
  if (mean !== undefined) {
    rows.push([
      'mean, 95 %',
      `${formatNumber(mean.mean, 5)}  (${formatNumber(mean.low, 4)} to ${formatNumber(mean.high, 4)})`,
    ]);
  }
  const bias = biasText(report);
  if (bias !== undefined) rows.push(['time step', bias]);
  rows.push(['median, 95 %', medianText(median)]);
  if (left < paths)
    rows.push(['still inside', `${formatNumber((100 * (paths - left)) / paths, 3)} % when given up`]);
  if (report.coefficientOfVariation !== undefined) {
    rows.push([
      'standard deviation',
      `${formatNumber(report.coefficientOfVariation, 3)} of the mean (exponential: 1)`,
    ]);
  }
  if (exponential !== undefined) {
    const verdict = exponential.rejected ? 'not exponential' : 'agrees with an exponential law';
    rows.push([
      'law of the time',
      `${verdict} (Anderson-Darling ${exponential.statistic.toFixed(2)}, critical ${exponential.critical})`,
    ]);
  }
  if (report.upward !== undefined) {
    rows.push(['leaves by', `the upper edge in ${formatNumber(100 * report.upward, 3)} %`]);
    rows.push(['overshoot', `${formatNumber(report.meanOvershoot!, 3)} beyond the edge on average`]);
    rows.push([
      'by one jump',
      `${formatNumber(100 * report.jumpShare!, 3)} % of exits (their last step makes over half of the way)`,
    ]);
  }
  for (const { name, meanTime, ratio, note } of theory) {
    const value = meanTime === undefined ? '–' : formatNumber(meanTime, 5);
    const beside = ratio === undefined ? '' : `; measured / formula ${formatNumber(ratio, 4)}`;
    rows.push([typeset(name), `${value}${beside}; ${note}`]);
  }
  return rows;
}

/** What the time step does to the mean, and what was done about it. */
function biasText({ discretisation, mean, sampleMean, process }: EscapeReport): string | undefined {
  if (mean === undefined) return undefined;
  if (process === 'iteration') return 'part of the iteration: nothing is corrected for it';
  if (discretisation === undefined) return undefined;
  const { bias, standardError, systematicError, paths } = discretisation;
  const share = (value: number) => `${formatNumber((100 * value) / mean.mean, 2)} %`;
  const error = halfLength95 * standardError + systematicError;
  return (
    `makes times ${share(Math.abs(bias))} too ${bias < 0 ? 'short' : 'long'} (± ${share(error)}): ` +
    `${counted(paths, 'more path')} ran at this step and at four times it. The mean is corrected for it ` +
    `(before: ${formatNumber(sampleMean!, 5)}), and its interval contains the error of the correction`
  );
}

function medianText({ median, low, high }: EscapeReport['median']): string {
  if (median === Infinity) {
    const above = low > 0 && low < Infinity ? `, above ${formatNumber(low)}` : '';
    return `not reached${above}: half of the paths or more were given up before`;
  }
  if (low === 0 && high === Infinity) return `${formatNumber(median, 5)}; too few paths for an interval`;
  const until = high === Infinity ? 'no end: too few left' : formatNumber(high, 4);
  return `${formatNumber(median, 5)}  (${formatNumber(low, 4)} to ${until})`;
}

/** The time step and the scheme, and whose step it is. */
export function stepText({
  timeStep,
  scheme,
  process,
}: Pick<EscapeReport, 'timeStep' | 'scheme' | 'process'>): string {
  const whose = process === 'iteration' ? ', that of the iteration' : '';
  return `${formatNumber(timeStep, 3)}${whose}, scheme ${scheme}`;
}

/** What was run, in a sentence. */
function introText({ start, domain, paths, asked, driver, seed, ...report }: EscapeReport): string {
  const count = `${paths < asked ? `${formatNumber(paths)} of ` : ''}${counted(asked, 'path')}`;
  const leave = asked === 1 ? 'it leaves' : 'they leave';
  const [low, high] = domain.map((edge) => formatNumber(edge));
  return (
    `${count} from ${formatNumber(start)} until ${leave} ${low} to ${high}; ${driverText(driver)}; ` +
    `time step ${stepText(report)}, seed ${seed}.`
  );
}

/** The report for a terminal: the sentence, then a table that fits 80 columns. */
export function escapeText(report: EscapeReport, terminal: Terminal): string {
  const paint = painter(terminal);
  const width = Math.min(terminal.columns, 80);
  const shown = (text: string) => wrap(shownOn(text, terminal), width);
  const lines = shown(escapeSentence(report)).map((line) => paint(line, 'bold'));
  lines.push(...shown(introText(report)).map((line) => paint(line, 'dim')), '');
  for (const warning of report.warnings) {
    lines.push(...shown(`Warning: ${warning}`).map((line) => paint(line, 'yellow')), '');
  }
  const rows = escapeRows(report).map((row) => row.map((text) => shownOn(text, terminal)));
  const wide = Math.max(...rows.map(([name]) => name.length)) + 2;
  for (const [name, value] of rows) {
    wrap(value, width - wide).forEach((line, i) =>
      lines.push(`${(i === 0 ? name : '').padEnd(wide)}${line}`),
    );
  }
  return `${lines.join('\n')}\n`;
}
