import type { TrainingSettings } from '../../training/index.js';
import { canonicalJson } from '../canonicalJson.js';

/** Options whose name is not that of their setting. */
const names: Readonly<Record<string, string>> = {
  initialisation: 'init',
  clipNorm: 'clip',
  kind: 'noise',
  scale: 'noise-scale',
  alpha: 'noise-alpha',
};

/**
 * In what two runs differ, in the words of the command line: --width is 32 there and 64 here.
 *
 * @returns a phrase an option; none where the settings are equal
 */
export function differences(there: TrainingSettings, here: TrainingSettings): string[] {
  const [a, b] = [flat(there), flat(here)];
  const different = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (key) => canonicalJson(a[key] ?? null) !== canonicalJson(b[key] ?? null),
  );
  // Another model has other sizes, and another noise other numbers: that says it all.
  const inBoth = different.filter((key) => key in a && key in b);
  return (inBoth.length > 0 ? inBoth : different).map(
    (key) => `${optionOf(key)} is ${valueText(a[key])} there and ${valueText(b[key])} here`,
  );
}

type Value = string | number | boolean | null | undefined;

function flat({ network, noise, ...others }: TrainingSettings): Readonly<Record<string, Value>> {
  return { ...network, ...noise, ...others };
}

function optionOf(key: string): string {
  return `--${names[key] ?? key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function valueText(value: Value): string {
  if (typeof value === 'boolean') return value ? 'given' : 'not given';
  return value == null ? 'not given' : String(value);
}
