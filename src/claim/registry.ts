import { UserError } from '../error.js';
import { batchSizeLittleEffect } from './batchSizeLittleEffect.js';
import { alphaStable } from './alphaStable.js';
import { brownianDepth } from './brownianDepth.js';
import { brownianDimensionGlobal } from './brownianDimensionGlobal.js';
import { brownianDimensionLocal } from './brownianDimensionLocal.js';
import { brownianEscapeSgd } from './brownianEscapeSgd.js';
import { brownianLrBatchWidth } from './brownianLrBatchWidth.js';
import { brownianWidth } from './brownianWidth.js';
import type { Claim } from './claim.js';
import { classicalClt } from './classicalClt.js';
import { clippedLevyExit } from './clippedLevy.js';
import { earlyJump } from './earlyJump.js';
import { etaOverB } from './etaOverB.js';
import { fasterThanTheory } from './fasterThanTheory.js';
import { finiteVariance } from './finiteVariance.js';
import { forwardForward } from './forwardForward.js';
import { fullBatch } from './fullBatch.js';
import { gaussianAtFirst } from './gaussianAtFirst.js';
import { generalisedClt } from './generalisedClt.js';
import { independentIsotropic } from './independentIsotropic.js';
import { levyConvergence } from './levyConvergence.js';
import { levyDiscretisation } from './levyDiscretisation.js';
import { levyExitSgd } from './levyExitSgd.js';
import { levyHeight } from './levyHeight.js';
import { levyJumps } from './levyJumps.js';
import { levyTransitions } from './levyTransitions.js';
import { levyWalk } from './levyWalk.js';
import { levyWidth } from './levyWidth.js';
import { nearest } from './nearest.js';
import { noiseNonGaussian } from './noiseNonGaussian.js';
import { tailsMatter } from './tailsMatter.js';
import { wideMinima } from './wideMinima.js';

/** Every claim, in the order of the report. */
export const claims: readonly Claim[] = [
  brownianLrBatchWidth,
  brownianDimensionGlobal,
  brownianDimensionLocal,
  brownianDepth,
  brownianWidth,
  brownianEscapeSgd,
  classicalClt,
  generalisedClt,
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
  wideMinima,
  noiseNonGaussian,
  batchSizeLittleEffect,
  earlyJump,
  etaOverB,
  tailsMatter,
  clippedLevyExit,
  forwardForward,
  fullBatch,
];

/**
 * The claim with the given id.
 *
 * @param id - as the report shows it, for example levy-width
 * @param among - the claims to look in
 * @throws {UserError} when there is none; the hint names the nearest id
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
