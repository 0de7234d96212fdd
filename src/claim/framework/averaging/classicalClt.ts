import { prose } from '../../../evidence/index.js';
import { averagingClaim } from './claim.js';
import { theorySlope } from './run.js';

/** Averaging obeys the classical central limit theorem where the variance is finite. */
export const classicalClt = averagingClaim({
  id: 'classical-clt',
  about: (index) => index === 2,
  control: 'stable, alpha 1.5',
  other: theorySlope(1.8),
  texts: {
    title: 'Averaging: b to the power −1/2 with finite variance',
    statement: prose(
      'If the variance of single examples is finite, the mean of b of them obeys the classical central',
      'limit theorem: noise falls with the square root of the batch size.',
    ),
    source: 'arXiv 1912.00018, section 2; 1901.06053, section 2',
    experiment: prose(
      'Takes means of b = 1, 2, 4, ... draws from Gaussian, Laplace and Student laws (3 degrees: finite',
      'variance, infinite fourth moment). Each repetition gives one slope: that of the log median size of',
      'the mean against log b, over the upper half of the doublings. Stable draws of alpha 1.5 are the',
      'control.',
    ),
    rule: prose(
      'A law is refuted when the 95 % interval of its slope lies further than 0.02 from −1/2. Otherwise it',
      'is supported when the interval is at most 0.04 wide and excludes -0.444, the slope of an index of',
      '1.8, and undecided when not. The claim is supported when all laws are and refuted when any is. It',
      'is undecided otherwise, or when the slope of the control is not above -0.48.',
    ),
    formula: '\\operatorname{med}|\\bar X_b|\\propto b^{-1/2}',
  },
});
