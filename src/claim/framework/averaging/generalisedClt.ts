import { prose } from '../../../evidence/index.js';
import { averagingClaim } from './claim.js';
import { theorySlope } from './run.js';

/** Averaging obeys the generalised central limit theorem where the variance is infinite. */
export const generalisedClt = averagingClaim({
  id: 'generalised-clt',
  about: (index) => index < 2,
  control: 'Gaussian',
  other: theorySlope(2),
  texts: {
    title: 'Averaging: slower than b to the power −1/2 without variance',
    statement: prose(
      'If the variance of single examples is infinite, with tails of index alpha, the mean of b of them',
      'obeys the generalised central limit theorem: noise falls only with the power 1 − 1/alpha of the',
      'batch size.',
    ),
    source: 'arXiv 1912.00018, section 2; 1901.06053, section 2',
    experiment: prose(
      'Means of b = 1, 2, 4, ... draws from symmetric stable laws of alpha 1.8, 1.5 and 1.2 and from a',
      'symmetric Pareto law of index 1.5, which is not stable but whose sums tend to be; the slope of the',
      'log median size of the mean against log b over the upper half of the doublings, one a repetition;',
      'Gaussian draws as control.',
    ),
    rule: prose(
      'A law is refuted when the 95 % interval of its slope lies further than 0.02 from −(1 − 1/alpha);',
      'supported when, not so, the interval is at most 0.04 wide and excludes -1/2; undecided otherwise.',
      'The claim is supported when all laws are, refuted when any is, undecided otherwise or when the',
      'control is not within 0.02 of -1/2 and below -0.444.',
    ),
    formula: '\\operatorname{med}|\\bar X_b|\\propto b^{-(1-1/\\alpha)}',
  },
});
