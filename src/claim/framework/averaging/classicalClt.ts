import { prose } from '../../../evidence/index.js';
import { averagingClaim } from './claim.js';

/** Averaging obeys the classical central limit theorem where the variance is finite. */
export const classicalClt = averagingClaim({
  id: 'classical-clt',
  about: (index) => index === 2,
  control: { source: 'stable, alpha 1.5', index: 2 },
  texts: {
    title: 'Averaging: b to the power −1/2 with finite variance',
    statement: prose(
      'If the variance of single examples is finite, the mean of b of them obeys the classical central',
      'limit theorem: noise falls with the square root of the batch size.',
    ),
    source: 'arXiv 1912.00018, section 2; 1901.06053, section 2',
    laws: prose(
      'Takes means of b = 1, 2, 4, ... draws from Gaussian, Laplace and Student laws (4 degrees: finite',
      'variance, infinite fourth moment). Stable draws of alpha 1.5 are the control.',
    ),
    controlRule:
      'It is undecided otherwise, or when the interval of the control does not lie outside of that of −1/2.',
    formula: '\\exp\\mathbb{E}\\log|\\bar X_b|\\propto b^{-1/2}',
  },
});
