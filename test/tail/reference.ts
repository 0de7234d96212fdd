import { readFileSync } from 'node:fs';

interface Compared {
  readonly logRatio: number;
  readonly statistic: number;
  readonly pValue: number;
}

/** Estimates of given samples by scipy (test/reference/tail-index.py). */
export interface ReferenceCase {
  readonly name: string;
  readonly sample: readonly number[];
  readonly moment: { readonly tail: number; readonly index: number };
  readonly pickands: { readonly tail: number; readonly index: number };
  readonly powerLaw: {
    readonly distance: number;
    readonly threshold: number;
    readonly tailIndex: number;
    readonly tail: number;
  };
  readonly alternatives: { readonly exponential: Compared; readonly 'log-normal': Compared | null };
  readonly generalisedPareto: {
    readonly tail: number;
    readonly shape: number;
    readonly scale: number;
  } | null;
  readonly logMoment: { readonly variance: number; readonly mean: number };
}

const file = new URL('../reference/tail-index.json', import.meta.url);

export const referenceCases = (JSON.parse(readFileSync(file, 'utf8')) as { cases: ReferenceCase[] }).cases;
