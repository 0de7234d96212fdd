import { averagingClaim } from './averagingClaim.js';

/** Averaging obeys the classical central limit theorem where the variance is finite. */
export const classicalClt = averagingClaim({
  id: 'classical-clt',
  about: (index) => index === 2,
  control: 'stable, alpha 1.5',
  other: 1 / 1.8 - 1,
  texts: {
    title: 'Averaging: b to the power −1/2 with finite variance',
    statement:
      'The mean of b independent examples obeys the classical central limit theorem, so that noise falls with the square root of the batch size, if their variance is finite.',
    source: 'arXiv 1912.00018, section 2; 1901.06053, section 2',
    experiment:
      'Means of b = 1, 2, 4, ... draws from Gaussian, Laplace and Student laws (3 degrees: finite variance, infinite fourth moment); the slope of the log median size of the mean against log b over the upper half of the doublings, one a repetition; stable draws of alpha 1.5 as control.',
    rule: 'A law is refuted when the 95 % interval of its slope lies further than 0.02 from −1/2; supported when, not so, the interval is at most 0.04 wide and excludes -0.444, the slope of an index of 1.8; undecided otherwise. The claim is supported when all laws are, refuted when any is, undecided otherwise or when the slope of the control is not above -0.48.',
    formula: '\\operatorname{med}|\\bar X_b|\\propto b^{-1/2}',
    deviation:
      'The verdict is on known laws. Beside it stand the gradients of single examples of a network at its snapshots, on 20 random directions: means of 8 examples to a tenth of one half of the data, and the tail index of the other half. Which theorem they follow is said in parts that the verdict does not hang on.',
  },
});
