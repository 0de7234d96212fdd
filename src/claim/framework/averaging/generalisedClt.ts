import { prose } from '../../../evidence/index.js';
import { averagingClaim } from './claim.js';

/** The index nearest to 2 among the sources without variance. */
const mildestIndex = 1.8;

/** Averaging obeys the generalised central limit theorem where the variance is infinite. */
export const generalisedClt = averagingClaim({
  id: 'generalised-clt',
  about: (index) => index < 2,
  control: { source: 'Gaussian', index: mildestIndex },
  texts: {
    title: 'Averaging: slower than b to the power −1/2 without variance',
    statement: prose(
      'If the variance of single examples is infinite, with tails of index alpha, the mean of b of them',
      'obeys the generalised central limit theorem: noise falls only with the power 1 − 1/alpha of the',
      'batch size.',
    ),
    source: 'arXiv 1912.00018, section 2; 1901.06053, section 2',
    laws: prose(
      'Takes means of b = 1, 2, 4, ... draws from symmetric stable laws of alpha 1.8, 1.5 and 1.2, and',
      'from a symmetric Pareto law of index 1.2, which is not stable but whose sums tend to a stable law.',
      'Gaussian draws are the control.',
    ),
    controlRule: prose(
      'It is undecided otherwise, or when the interval of the control does not lie outside of that of',
      `−(1 − 1/${mildestIndex}).`,
    ),
    formula: '\\exp\\mathbb{E}\\log|\\bar X_b|\\propto b^{-(1-1/\\alpha)}',
  },
});
