/**
 * Writes to standard output and waits until it is taken, so that memory does not grow however slow the
 * reader.
 *
 * @returns whether the reader is still there
 */
export function written(data: string | Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    process.stdout.write(data, (error) => resolve(!error));
  });
}

/** The fewest digits, at most 17, that give the same number when read. */
export function numeral(value: number): string {
  return value === 0 && 1 / value < 0 ? '-0' : String(value);
}

/** Numerals, one a line. */
export function numeralLines(values: Float64Array): string {
  let text = '';
  for (const value of values) text += `${numeral(value)}\n`;
  return text;
}

/** A number in JSON: infinite ones, which JSON lacks, are the strings "Infinity" and "-Infinity". */
export function jsonNumeral(value: number): string {
  return Number.isFinite(value) ? numeral(value) : `"${value}"`;
}

/** As JSON, with infinite numbers as strings. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'number' && !Number.isFinite(inner) ? String(inner) : inner,
  );
}

/** An array in JSON, block by block: its brackets are around the whole. */
export async function writtenJsonArray(
  blocks: Iterable<Float64Array> | AsyncIterable<Float64Array>,
): Promise<boolean> {
  let separator = '[';
  for await (const block of blocks) {
    if (block.length === 0) continue;
    if (!(await written(separator + Array.from(block, jsonNumeral).join(',')))) return false;
    separator = ',';
  }
  return written(separator === '[' ? '[]' : ']');
}
