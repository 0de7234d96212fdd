import { logOf } from '../../../kernel/index.js';
import { studentInterval, type Interval } from '../../../statistics/index.js';
import { fitForm, forms, heldOutErrors, powerOf, type FormName, type MeasuredEscape } from './forms.js';

/** What the escapes of one world say of the forms. */
export interface Contest {
  readonly escapes: readonly MeasuredEscape[];
  /** Groups, each with its own exponent of batch size over step size. */
  readonly exponents: readonly number[];
  readonly entries: readonly Entry[];
}

/** How a form predicts held-out groups. */
interface Entry {
  readonly name: FormName;
  /** Mean squared error of log iterations. */
  readonly error: number;
  /** Logarithm of its mean squared error over that of the Levy form, one for each group. */
  readonly behind: readonly number[];
  readonly slope: number;
}

/** A well that was left with fewer settings says nothing of how the time grows. */
export const fewestSettings = 3;
/** Groups without which no contest is held. */
export const fewestGroups = 3;

/** Holds the contest; undefined where too few groups have wells that were left often enough. */
export function contestOf(all: readonly MeasuredEscape[]): Contest | undefined {
  const settings = new Map<string, number>();
  for (const { well } of all) settings.set(well, (settings.get(well) ?? 0) + 1);
  const escapes = all.filter(({ well }) => settings.get(well)! >= fewestSettings);
  const groups = [...new Set(escapes.map(({ group }) => group))];
  if (groups.length < fewestGroups) return undefined;
  const errors = forms.map((form) => heldOutErrors(form, escapes));
  const levy = errors[forms.findIndex(({ name }) => name === 'levy')];
  return {
    escapes,
    exponents: groups.map((group) => powerOf(escapes.filter((escape) => escape.group === group))),
    entries: forms.map((form, f) => ({
      name: form.name,
      error: errors[f].reduce((sum, error) => sum + error, 0) / groups.length,
      behind: errors[f].map((error, g) => logOf(error / levy[g])),
      slope: fitForm(form, escapes).slope,
    })),
  };
}

/** Mean exponent of batch size over step size, with its interval over groups. */
export function exponentOf({ exponents }: Contest, level: number): Interval {
  return studentInterval(exponents, level);
}

/** The entry of the least error. */
export function bestOf({ entries }: Contest): Entry {
  return entries.reduce((best, entry) => (entry.error < best.error ? entry : best));
}

/** The entries of Gaussian noise. */
export function rivalsOf({ entries }: Contest): Entry[] {
  return entries.filter(({ name }) => name !== 'levy');
}

/** The entry of the Levy form. */
export function levyOf({ entries }: Contest): Entry {
  return entries.find(({ name }) => name === 'levy')!;
}
