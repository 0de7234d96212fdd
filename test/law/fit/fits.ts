import {
  fitGeneralisedPareto,
  fitLaplace,
  fitLogNormal,
  fitNormal,
  fitNormalInverseGaussian,
  fitPareto,
  fitStudentT,
  type Law,
  type LawFit,
} from 'heavytail/law';

export type AnyFit = LawFit<Law, string>;
export type Converged = Extract<AnyFit, { converged: true }>;

/** The fit functions by name. */
export const fits: Record<string, (sample: ArrayLike<number>) => AnyFit> = {
  fitGeneralisedPareto,
  fitLaplace,
  fitLogNormal,
  fitNormal,
  fitNormalInverseGaussian,
  fitPareto,
  fitStudentT,
};

/** A fit that must converge. */
export function fitted(name: string, sample: ArrayLike<number>): Converged {
  const result = fits[name](sample);
  if (!result.converged) throw new Error(result.sentence);
  return result;
}

/** Parameters of a law by name. */
export const parametersOf = (law: Law) => law as unknown as Record<string, number>;
