import type { ReportInput } from '#heavytail/report/index';
import type { Claim, Evidence, Table } from 'heavytail/claim';
import { acceptance, exitTimes, hostile, samplePaths, training } from '../gallery/figures.js';

/** A made-up run with every kind of ending, for tests of the report. No result. */

const nothing: Pick<Claim, 'plan' | 'run' | 'judge'> = {
  plan: () => [],
  run: () => null,
  judge: () => {
    throw new Error('not judged here');
  },
};

function claim(id: string, group: Claim['group'], title: string, rest: Partial<Claim> = {}): Claim {
  return {
    id,
    group,
    kind: group === 'finding' ? 'finding' : 'theorem',
    title,
    statement: `Statement of ${id}: the time to leave a well is set by what the noise is made of.`,
    source: 'Şimşekli et al., arXiv 1912.00018, section 3',
    experiment:
      'Exit times of 10,000 walkers from wells of seven widths at equal height, started at the minimum and stopped at first passage beyond the edge; the time step is halved until the mean moves by less than its standard error.',
    rule: 'Supported when the interval of the exponent lies within alpha ± 0.05 and the constant within 5 % of theory; refuted when the interval excludes alpha ± 0.05; undecided otherwise.',
    needsData: false,
    ...nothing,
    ...rest,
  };
}

const widthTable: Table = {
  name: 'exit-times',
  caption: 'Mean exit time by width',
  columns: ['noise', 'width w', 'mean exit time', 'standard error', 'walkers'],
  rows: [
    ['Lévy, α = 1.5', 0.1 + 0.2, 6.5727, 0.0123, 10000],
    ['Lévy, α = 1.5', 1, 40.12, 0.391, 10000],
    ['Brownian, "ε" = 0.3', 1, 1.23e-7, 4.5e9, 10000],
  ],
};

const longTable: Table = {
  name: 'noise-non-gaussian-all-cells',
  caption: 'All cells of the grid',
  columns: ['layer', 'batch size', 'snapshot', 'tail index', 'low', 'high', 'share of Gaussians accepted'],
  rows: Array.from({ length: 60 }, (_, i) => [`fc${i % 3}.weight`, 2 ** (i % 8), i, 1 + i / 61, 0.9, 2, 0.5]),
};

const supported: Evidence = {
  verdict: 'supported',
  reason: 'The exit time grows as w^1.503 with the 95 % interval [1.481, 1.525]; theory says w^1.5.',
  statistics: [
    { name: 'exponent of the width', value: 1.503, low: 1.481, high: 1.525, level: 0.95, theory: 1.5 },
    { name: 'constant α/(2C_α)', value: 40.1234, low: 39.2, high: 41.1, level: 0.95, theory: 40 },
    { name: 'smallest exit probability', value: 3.2e-7, low: 1.1e-7, high: 6e-7, level: 0.95 },
  ],
  controls: [
    { name: 'Brownian walkers leave with exponent 2', passed: true, value: '1.997 [1.98, 2.01]' },
    { name: 'halving the time step changes nothing', passed: true, value: 'difference 0.3 standard errors' },
  ],
  figures: [exitTimes, samplePaths],
  tables: [widthTable],
};

const refuted: Evidence = {
  verdict: 'refuted',
  reason:
    'The pooled statistic of true Gaussians with the same covariance is 1.31, as small as that of the noise.',
  parts: [
    { name: 'pooled statistic', verdict: 'refuted', reason: 'Inside the surrogate’s range, 1.29 to 1.33.' },
    { name: 'across minibatches', verdict: 'undecided', reason: 'Accepted on 61 % of projections [48, 72].' },
  ],
  statistics: [
    { name: 'published statistic', value: 1.3123, low: 1.29, high: 1.33, level: 0.95, theory: 2 },
    { name: 'accepted projections', value: 0.61, low: 0.48, high: Infinity, level: 0.99 },
    { name: 'snapshots', value: 7, low: 7, high: 7, level: 1 },
  ],
  controls: [{ name: 'injected α-stable noise is found', passed: false, value: '0.07 of 0.05 allowed' }],
  figures: [acceptance, training],
  tables: [longTable],
};

const scoped: Evidence = {
  ...refuted,
  reason: 'The step lies above the norm of the gradient in 3 of 9 settings.',
  scope: 'holds for b ≤ 100, fails from b = 500',
  parts: [
    {
      name: 'late steps',
      verdict: 'undecided',
      reason: 'Too few steps.',
      open: { rule: 'share 0.4 (0.1 to 0.7) against at least 0.3', needs: '720 more minibatches' },
    },
  ],
  statistics: [],
  controls: [],
  figures: [],
  tables: [],
};

const odd: Evidence = {
  verdict: 'undecided',
  reason: '<script>alert("reason")</script> & no number',
  statistics: [{ name: '<i>x</i>', value: Number.NaN, low: -Infinity, high: Infinity, level: 0.95 }],
  controls: [{ name: '</li><script>alert(2)</script>', passed: true, value: '<0.1>' }],
  figures: [hostile, { ...hostile }],
  tables: [{ name: '../../evil', caption: '</details><b>', columns: ['<a>', 'b'], rows: [] }],
};

export const hostileClaim = claim('odd-text', 'beyond', '</title><script>alert("title")</script>', {
  statement: 'See <img src=x onerror=alert(1)> & arXiv 2006.04740',
  formula: '\\frac{1}{',
  deviation: '"><svg onload=alert(1)>',
});

export const sampleReport: ReportInput = {
  version: '0.1.0',
  build: 'a'.repeat(64),
  settings: { profile: 'smoke', seed: 7, dataset: 'procedural-digits' },
  machine: {
    date: '2026-11-23T07:00:00.000Z',
    node: 'v20.20.2',
    cpu: 'Example CPU @ 2.4 GHz',
    cores: 2,
    memoryGiB: 23,
    platform: 'linux x64',
  },
  datasets: [
    {
      name: 'procedural-digits',
      origin:
        'Digits drawn by heavytail’s own code: strokes under random affine maps, thickness, blur and noise.',
      trainExamples: 10000,
      testExamples: 2000,
      checksum: 'b'.repeat(64),
    },
  ],
  claims: [
    {
      status: 'judged',
      claim: claim('levy-width', 'levy', 'Width sets the exit time', {
        formula:
          '\\mathbb{E}\\,\\tau \\;\\approx\\; \\frac{\\alpha}{2 C_\\alpha}\\,\\frac{w^\\alpha}{\\varepsilon^\\alpha}, \\qquad C_\\alpha = \\frac{\\Gamma(1+\\alpha)\\sin(\\pi\\alpha/2)}{\\pi}',
        deviation: 'The source has one width; here there are seven.',
      }),
      evidence: supported,
      seconds: 83.4,
    },
    {
      status: 'judged',
      claim: claim('noise-non-gaussian', 'finding', 'Gradient noise is not Gaussian', { needsData: true }),
      evidence: refuted,
      seconds: 4210,
    },
    { status: 'judged', claim: hostileClaim, evidence: odd, seconds: 0.04 },
    {
      status: 'failed',
      claim: claim('brownian-depth', 'brownian', 'Depth sets the exit time under Brownian noise'),
      reason: '2 of its 40 cells failed: alpha is 2.3; a stable law needs 0 < alpha ≤ 2.',
      seconds: 3,
    },
    {
      status: 'interrupted',
      claim: claim('full-batch', 'beyond', 'Full-batch descent is deterministic', { kind: 'control' }),
    },
    {
      status: 'judged',
      claim: claim('noise-jumps', 'finding', 'Steps of SGD are jumps', {
        answers: [
          {
            question: 'noise',
            supported: 'The steps of SGD are jumps in every setting.',
            refuted: 'The steps of SGD are not jumps in every setting.',
          },
        ],
      }),
      evidence: scoped,
      seconds: 12,
      estimatedSeconds: 10,
    },
  ],
};
