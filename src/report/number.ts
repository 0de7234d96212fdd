import type { Statistic } from '../evidence/index.js';

/**
 * Numbers for readers. Digits end where an interval makes them meaningless, never where binary
 * fractions do; what is not finite is said in words or signs.
 */

/** Sizes that are written in full; beyond these a power of ten is read more easily. */
const plainNumbers = { least: 1e-4, most: 1e6 };
/** Intervals have more digits than single numbers, so that powers of ten begin sooner. */
const leastPlainInterval = 1e-3;
/** Digits of a number by default, and the most decimals of any. */
const usualDigits = 4;
const mostDecimals = 12;
/** Below this a duration has a decimal: 9.9 s, then 10 s. */
const wholeSecondsFrom = 9.95;

/** Typographic signs for pages, or TeX for tables of papers. */
export type Notation = 'page' | 'tex';

/**
 * A number with the given count of significant digits; those before the decimal point are never cut.
 *
 * @param value - any number
 * @param digits - significant ones, 1 … 17
 * @param notation - signs of a page, or TeX
 */
export function formatNumber(value: number, digits = usualDigits, notation: Notation = 'page'): string {
  if (!Number.isFinite(value)) return notFinite(value, notation);
  const size = Math.abs(value);
  if (size !== 0 && (size >= plainNumbers.most || size < plainNumbers.least)) {
    return scientific(value, digits - 1, notation);
  }
  if (Number.isInteger(value)) return signed(value, String(size), notation);
  const whole = Math.floor(Math.log10(size)) + 1;
  return signed(value, String(Number(size.toPrecision(Math.max(digits, whole)))), notation);
}

/**
 * A statistic with its interval, as in “1.503 [1.481, 1.525]”, to two digits of the interval's half-width.
 */
export function formatEstimate({ value, low, high }: Statistic, notation: Notation = 'page'): string {
  const all = [value, low, high];
  const half = (high - low) / 2;
  const largest = Math.max(...all.filter(Number.isFinite).map(Math.abs), 0);
  if (!(half > 0) || !Number.isFinite(half) || largest === 0) {
    return bracketed(all.map((number) => formatNumber(number, usualDigits, notation)));
  }
  const last = Math.floor(Math.log10(half)) - 1;
  if (largest >= plainNumbers.most || largest < leastPlainInterval) {
    return bracketed(all.map((number) => scientificTo(number, last, notation)));
  }
  const decimals = Math.min(mostDecimals, Math.max(0, -last));
  return bracketed(all.map((number) => fixed(number, decimals, notation)));
}

/** A share of 1 in per cent: 0.95 is “95 %”. */
export function formatShare(share: number): string {
  return `${Number((share * 100).toPrecision(usualDigits))} %`;
}

/** A duration: “0.4 s”, “37 s”, “4 min 5 s”, “2 h 10 min”. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return 'unknown';
  if (seconds < wholeSecondsFrom) return `${Math.round(seconds * 10) / 10} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (whole < 3600 && minutes < 60) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function bracketed([value, low, high]: readonly string[]): string {
  return `${value} [${low}, ${high}]`;
}

function fixed(value: number, decimals: number, notation: Notation): string {
  if (!Number.isFinite(value)) return notFinite(value, notation);
  const text = Math.abs(value).toFixed(decimals);
  return signed(Number(text) === 0 ? 0 : value, text, notation);
}

/** Scientific notation down to the digit of weight 10^last. */
function scientificTo(value: number, last: number, notation: Notation): string {
  if (!Number.isFinite(value) || value === 0) return formatNumber(value, usualDigits, notation);
  const digits = Math.floor(Math.log10(Math.abs(value))) - last;
  return scientific(value, Math.min(mostDecimals, Math.max(0, digits)), notation);
}

function scientific(value: number, decimals: number, notation: Notation): string {
  const [mantissa, exponent] = Math.abs(value).toExponential(decimals).split('e');
  const power = Number(exponent);
  if (notation === 'tex') return signed(value, `${mantissa} \\cdot 10^{${power}}`, notation);
  const raised = [...String(power)].map((digit) => (digit === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]));
  return signed(value, `${mantissa}·10${raised.join('')}`, notation);
}

function signed(value: number, size: string, notation: Notation): string {
  return value < 0 ? `${notation === 'tex' ? '-' : '−'}${size}` : size;
}

function notFinite(value: number, notation: Notation): string {
  if (Number.isNaN(value)) return notation === 'tex' ? '\\text{n/a}' : 'n/a';
  return signed(value, notation === 'tex' ? '\\infty' : '∞', notation);
}
