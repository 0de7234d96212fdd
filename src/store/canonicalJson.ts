/**
 * JSON text that is equal for equal values: keys sorted, no spaces.
 *
 * Strict where JSON.stringify is lenient, because what it writes is read back in place of the value:
 * numbers that JSON cannot hold, typed arrays, class instances and functions are refused.
 *
 * @throws {RangeError} that names the place of the first value that JSON cannot hold
 */
export function canonicalJson(value: unknown): string {
  return write(value, '');
}

function write(value: unknown, place: string): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw refusal(String(value), place);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => write(item, `${place}[${index}]`)).join(',')}]`;
  }
  if (typeof value === 'object' && isPlain(value)) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${write(item, place === '' ? key : `${place}.${key}`)}`);
    return `{${entries.join(',')}}`;
  }
  throw refusal(typeof value === 'object' ? value.constructor.name : typeof value, place);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function refusal(what: string, place: string): RangeError {
  return new RangeError(`JSON cannot hold ${what}${place === '' ? '' : `, found at ${place}`}.`);
}
