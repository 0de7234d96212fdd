import { basename } from 'node:path';
import type { GradientTensor, OpenedGradients, Remark, Skipped } from '../../store/index.js';
import { unequalRows } from './suspicions.js';

const mostNamed = 3;
const mostShown = 8;

/** What readers decided. A remark that applies to several files is made once. */
export interface Remarks {
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * What is to be said of the input.
 *
 * @param remarks - of the readers
 * @param tensors - that are analysed
 * @param full - full gradients that are subtracted from them
 */
export function remarksOn(
  remarks: OpenedGradients['remarks'],
  tensors: readonly GradientTensor[],
  full: readonly GradientTensor[],
): Remarks {
  // One file need not be named: it is what the command was given.
  const alone = new Set([...remarks, ...tensors].map(({ file }) => file)).size === 1;
  const sentences = (wanted: (remark: Remark) => boolean) => {
    const files = new Map<string, string[]>();
    for (const remark of remarks.filter(wanted)) {
      files.set(remark.sentence, [...(files.get(remark.sentence) ?? []), remark.file]);
    }
    return [...files].map(([sentence, [first, ...rest]]) => {
      if (alone) return sentence;
      const more = rest.length === 0 ? '' : ` and ${rest.length} more`;
      return `${first}${more}: ${sentence}`;
    });
  };
  return {
    notes: [...sentences(({ warning }) => !warning), ...fullNote(full)],
    warnings: [...sentences(({ warning }) => warning), ...unequalRows(tensors)],
  };
}

function fullNote(full: readonly GradientTensor[]): string[] {
  if (full.length === 0) return [];
  const named = full.slice(0, mostNamed).map(({ file, name }) => `${name} in ${basename(file)}`);
  const more = full.length > mostNamed ? ` and ${full.length - mostNamed} more` : '';
  return [`Used as full gradients and not analysed: ${named.join(', ')}${more}.`];
}

/** Notes as they are printed, at most a few: many files may have many notes. */
export function noteLines(notes: readonly string[]): string[] {
  const shown = notes.slice(0, mostShown).map((text) => `Note: ${text}`);
  const more = notes.length - mostShown;
  return more > 0 ? [...shown, `Note: ${more} more notes are in the JSON of --json.`] : shown;
}

/** What was skipped, and why; names that the reason tells are not told twice. */
export function skippedText({ file, name, reason }: Omit<Skipped, 'hint'>): string {
  const what = [file, name].filter((part) => part !== '' && !reason.includes(part)).join(': ');
  return `Skipped${what === '' ? '' : ` ${what}`}: ${reason}`;
}
