import type { Axis } from '../evidence/index.js';

export interface Ticks {
  readonly values: readonly number[];
  /** One text a value. */
  readonly texts: readonly string[];
}

/**
 * Ticks of an axis.
 *
 * Linear: multiples of 1, 2 or 5 times a power of ten. Log: powers of ten, thinned when there are many;
 * 1, 2, 5 within few decades; powers of two where the data are such (batch sizes); as on a linear axis
 * within less than half a decade.
 *
 * @param axis - linear or logarithmic
 * @param domain - ends of the axis, positive on a log axis
 * @param room - how many ticks there is room for
 * @param data - what the axis shows
 */
export function ticksOf(
  axis: Axis,
  domain: readonly [number, number],
  room: number,
  data: readonly number[],
): Ticks {
  const values = axis.scale === 'log' ? logTicks(domain, room, data) : linearTicks(domain, room);
  return { values, texts: tickTexts(values) };
}

/** Whole powers, to the last digit on every machine. */
const powerOfTen = (exponent: number) => Number(`1e${exponent}`);
const powerOfTwo = (exponent: number) => 2 ** exponent;
/** On axes of a wider ratio powers of two are too many; powers of ten are read more easily. */
const mostForPowersOfTwo = 65_536;

function linearTicks([low, high]: readonly [number, number], room: number): number[] {
  const rough = (high - low) / Math.max(1, room);
  const power = powerOfTen(Math.floor(Math.log10(rough)));
  // Of 1, 2, 5 and 10 times the power of ten, the one with the nearest number of ticks.
  const ratio = rough / power;
  const step = power * (ratio < Math.SQRT2 ? 1 : ratio < Math.sqrt(10) ? 2 : ratio < Math.sqrt(50) ? 5 : 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // A multiple of the step, rounded to its digits: no 0.30000000000000004.
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

function logTicks(domain: readonly [number, number], room: number, data: readonly number[]): number[] {
  const [low, high] = domain;
  if (high / low < mostForPowersOfTwo && arePowersOfTwo(data)) return powers(2, domain, room);
  const decades = Math.log10(high / low);
  if (decades < 0.5) return linearTicks(domain, room).filter((value) => value > 0);
  const whole = powers(10, domain, room);
  if (whole.length >= Math.min(3, room)) return whole;
  const choices = factorSets.map((factors) => mantissas(domain, factors));
  return choices.find((ticks) => ticks.length <= room + 1) ?? choices[choices.length - 1];
}

/** Powers of two below a quarter have many digits. */
const leastExponent = -2.5;
/** How far in the exponent a point may stand beside its power. */
const besidePower = 0.12;

/** Whether values are powers of two, or stand a little beside them so that points do not hide one another. */
function arePowersOfTwo(values: readonly number[]): boolean {
  const exponents = values.map((value) => Math.log2(value));
  const whole = new Set(exponents.map(Math.round));
  const short = exponents.every((exponent) => exponent > leastExponent);
  return (
    short &&
    whole.size >= 3 &&
    exponents.every((exponent) => Math.abs(exponent - Math.round(exponent)) < besidePower)
  );
}

/** Multiples of powers of ten that divide a decade about evenly, the finest first. */
const factorSets = [
  [1, 2, 3, 4, 5, 7],
  [1, 2, 5],
  [1, 3],
];

function powers(base: 2 | 10, [low, high]: readonly [number, number], room: number): number[] {
  const [log, power] = base === 2 ? [Math.log2, powerOfTwo] : [Math.log10, powerOfTen];
  const first = Math.ceil(log(low) - 1e-9);
  const last = Math.floor(log(high) + 1e-9);
  const stride = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, room)));
  const exponents = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  return exponents.filter((exponent) => exponent % stride === 0).map(power);
}

function mantissas([low, high]: readonly [number, number], factors: readonly number[]): number[] {
  const values: number[] = [];
  for (let decade = Math.floor(Math.log10(low)); decade <= Math.log10(high); decade++) {
    for (const factor of factors) values.push(Number((factor * powerOfTen(decade)).toPrecision(12)));
  }
  return values.filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
}

/** Plain decimals where all ticks are short, else powers of ten, the same way for all ticks of an axis. */
function tickTexts(values: readonly number[]): string[] {
  const sizes = values.filter((value) => value !== 0).map(Math.abs);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  if (sizes.length === 0 || (most < 1e5 && least >= 1e-3))
    return values.map((value) => plain(value, most >= 1e4));
  if (most / least <= 1e3 && least >= 1e3 && most < 1e9) return values.map(withUnit);
  return values.map(power);
}

function plain(value: number, grouped: boolean): string {
  const text = String(Number(Math.abs(value).toPrecision(10)));
  return signed(value, grouped ? text.replace(/\B(?=(\d{3})+$)/g, ',') : text);
}

function withUnit(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const [unit, name] = size >= 1e6 ? [1e6, 'M'] : [1e3, 'k'];
  return signed(value, `${Number((size / unit).toPrecision(6))}${name}`);
}

function power(value: number): string {
  if (value === 0) return '0';
  const [mantissa, exponent] = Math.abs(value).toExponential(3).split('e').map(Number);
  const ten = exponent === 0 ? '1' : exponent === 1 ? '10' : `10${superscript(exponent)}`;
  if (mantissa === 1) return signed(value, ten);
  return signed(value, exponent === 0 ? String(mantissa) : `${mantissa}·${ten}`);
}

function signed(value: number, size: string): string {
  return value < 0 ? `−${size}` : size;
}

function superscript(exponent: number): string {
  return [...String(exponent)].map((digit) => (digit === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)])).join('');
}
