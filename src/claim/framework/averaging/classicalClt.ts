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
      'The mean of b independent examples obeys the classical central limit theorem, so that noise falls',
      'with the square root of the batch size, if their variance is finite.',
    ),
    source: 'arXiv 1912.00018, section 2; 1901.06053, section 2',
    experiment: prose(
      'Means of b = 1, 2, 4, ... draws from Gaussian, Laplace and Student laws (3 degrees: finite',
      'variance, infinite fourth moment); the slope of the log median size of the mean against log b over',
      'the upper half of the doublings, one a repetition; stable draws of alpha 1.5 as control.',
    ),
    rule: prose(
      'A law is refuted when the 95 % interval of its slope lies further than 0.02 from −1/2; supported',
      'when, not so, the interval is at most 0.04 wide and excludes -0.444, the slope of an index of 1.8;',
      'undecided otherwise. The claim is supported when all laws are, refuted when any is, undecided',
      'otherwise or when the slope of the control is not above -0.48.',
    ),
    formula: '\\operatorname{med}|\\bar X_b|\\propto b^{-1/2}',
  },
});
