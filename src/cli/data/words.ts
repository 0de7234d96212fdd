import { UserError } from '../../error.js';
import type { CatalogueEntry } from '../../store/index.js';

/** Numbers and names as these commands say them. */

/** A whole number in groups of three digits: 60,000. */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** Bytes in decimal units: 512 bytes, 57.5 kB, 9.9 MB, 1.2 GB. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ['kB', 'MB', 'GB'];
  let [amount, unit] = [bytes / 1000, 0];
  while (Number(amount.toFixed(1)) >= 1000 && unit < units.length - 1) {
    amount /= 1000;
    unit++;
  }
  return `${amount.toFixed(1)} ${units[unit]}`;
}

/** How much is downloaded for a data set. */
export function downloadSize({ downloads }: CatalogueEntry): number {
  return downloads.reduce((sum, { sources }) => sum + sources[0].bytes, 0);
}

/**
 * The entries of names, without repetition.
 *
 * @throws {UserError} when there is none, no such data set, or it is not had by downloading
 */
export function entriesOf(names: readonly string[], catalogue: readonly CatalogueEntry[]): CatalogueEntry[] {
  if (names.length === 0) {
    const known = catalogue.map(({ name }) => name).join(', ');
    throw new UserError('No data set is named.', `Name one or several of ${known}.`);
  }
  return [...new Set(names)].map((name) => {
    const entry = catalogue.find((known) => known.name === name);
    if (entry !== undefined) return entry;
    const known = `Known are ${catalogue.map((one) => one.name).join(', ')}.`;
    if (name === 'procedural-digits') {
      throw new UserError(
        'procedural-digits are drawn by heavytail itself: there is no file to get or check.',
        known,
      );
    }
    if (name.startsWith('npy:')) {
      throw new UserError(`${name} is a data set of your own: there is no original to get or check.`, known);
    }
    throw new UserError(`There is no data set "${name}".`, known);
  });
}
