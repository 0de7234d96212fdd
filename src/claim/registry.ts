import { UserError } from '../error.js';
import { batchSizeLittleEffect } from './finding/batch-size-little-effect/claim.js';
import { attentionNoise } from './beyond/attention-noise/claim.js';
import { alphaStable } from './framework/alpha-stable/claim.js';
import { brownianDepth } from './brownian/brownian-depth/claim.js';
import { brownianDimensionEscape } from './brownian/brownian-dimension/escape.js';
import { brownianDimensionGlobal } from './brownian/brownian-dimension/globalMinimum.js';
import { brownianDimensionLocal } from './brownian/brownian-dimension/localMinimum.js';
import { brownianEscapeSgd } from './brownian/brownian-escape-sgd/claim.js';
import { brownianLrBatchWidth } from './brownian/brownian-lr-batch-width/claim.js';
import { brownianWidth } from './brownian/brownian-width/claim.js';
import type { Claim } from './claim.js';
import { classImbalance } from './beyond/class-imbalance/claim.js';
import { compressibility } from './beyond/compressibility/claim.js';
import { classicalClt } from './framework/averaging/classicalClt.js';
import { clippedLevyExit } from './beyond/clipped-levy/claim.js';
import { earlyJump } from './finding/early-jump/claim.js';
import { etaOverB } from './beyond/eta-over-b-iterates/claim.js';
import { fasterThanTheory } from './finding/faster-than-theory/claim.js';
import { finiteVariance } from './framework/finite-variance/claim.js';
import { forwardForward } from './beyond/forward-forward/claim.js';
import { fullBatch } from './beyond/full-batch/claim.js';
import { gaussianAtFirst } from './finding/gaussian-at-first/claim.js';
import { generalisedClt } from './framework/averaging/generalisedClt.js';
import { iterateTailIndexClaim } from './beyond/iterate-tail-index/claim.js';
import { independentIsotropic } from './framework/independent-isotropic/claim.js';
import { minibatchAveraging } from './framework/minibatch-averaging/claim.js';
import { levyConvergence } from './levy/levy-convergence/claim.js';
import { levyDiscretisation } from './levy/levy-discretisation/claim.js';
import { levyExitSgd } from './levy/levy-exit-sgd/claim.js';
import { levyHeight } from './levy/levy-height/claim.js';
import { levyJumps } from './levy/levy-jumps/claim.js';
import { levyTransitions } from './levy/levy-transitions/claim.js';
import { levyWalk } from './framework/levy-walk/claim.js';
import { levyWidth } from './levy/levy-width/claim.js';
import { nearest } from '../nearest.js';
import { noiseGrowth } from './beyond/noise-growth/claim.js';
import { noiseNonGaussian } from './finding/noise-non-gaussian/claim.js';
import { tailsMatter } from './beyond/tails-matter/claim.js';
import { sgdJumps } from './finding/sgd-jumps/claim.js';
import { sgdWalk } from './finding/sgd-walk/claim.js';
import { transformerNoise } from './beyond/transformer-noise/claim.js';
import { wideMinima } from './finding/wide-minima/claim.js';

/**
 * Every claim that heavytail tests, in the order of the report. Pass one to `runClaim`, or several to a
 * loop of your own.
 */
export const claims: readonly Claim[] = [
  brownianLrBatchWidth,
  brownianDimensionGlobal,
  brownianDimensionLocal,
  brownianDimensionEscape,
  brownianDepth,
  brownianWidth,
  brownianEscapeSgd,
  classicalClt,
  generalisedClt,
  minibatchAveraging,
  finiteVariance,
  alphaStable,
  independentIsotropic,
  levyWalk,
  levyJumps,
  levyHeight,
  levyWidth,
  levyTransitions,
  levyDiscretisation,
  levyConvergence,
  levyExitSgd,
  gaussianAtFirst,
  fasterThanTheory,
  sgdJumps,
  sgdWalk,
  wideMinima,
  noiseNonGaussian,
  batchSizeLittleEffect,
  earlyJump,
  etaOverB,
  iterateTailIndexClaim,
  tailsMatter,
  clippedLevyExit,
  forwardForward,
  classImbalance,
  compressibility,
  noiseGrowth,
  attentionNoise,
  transformerNoise,
  fullBatch,
];

/**
 * The claim with the given id.
 *
 * @param id - as the report shows it, for example levy-width
 * @param among - the claims to look in
 * @returns the claim
 * @throws {UserError} when there is none; the hint names the nearest id
 *
 * @example
 * import { findClaim } from 'heavytail/claim';
 *
 * findClaim('levy-width').title; // → "Lévy escape: polynomial in width"
 */
export function findClaim(id: string, among: readonly Claim[] = claims): Claim {
  const claim = among.find((candidate) => candidate.id === id);
  if (claim !== undefined) return claim;
  const ids = among.map((candidate) => candidate.id);
  const meant = nearest(id, ids);
  throw new UserError(
    `There is no claim "${id}".`,
    meant === undefined ? `The claims are: ${ids.join(', ')}.` : `Did you mean ${meant}?`,
  );
}
