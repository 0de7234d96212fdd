import type { Figure } from 'heavytail/claim';

/** Synthetic figures of every kind that claims make, for tests and for looking at. No result. */

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const widths = [0.5, 0.7, 1, 1.4, 2, 2.8, 4];

/** A fixed scatter in −0.95 … 0.95, so that pictures look like measurements. */
function wiggle(index: number): number {
  let bits = Math.imul(Math.round(index * 10) + 374761393, 2654435761);
  bits = Math.imul(bits ^ (bits >>> 15), 2246822519);
  bits = Math.imul(bits ^ (bits >>> 13), 3266489917);
  return (((bits ^ (bits >>> 16)) >>> 0) / 2 ** 31 - 1) * 0.95;
}

function measuredAgainst(alpha: number, role: 'brownian' | 'levy') {
  const y = widths.map((width, i) => 40 * width ** alpha * (1 + 0.08 * wiggle(i + alpha * 10)));
  return {
    mark: 'points' as const,
    label: role === 'levy' ? 'Lévy, α = 1.5' : 'Brownian, ε = 0.3',
    role,
    x: widths,
    y,
    low: y.map((value) => value * 0.86),
    high: y.map((value) => value * 1.16),
  };
}

export const exitTimes: Figure = {
  name: 'levy-width-exit-time',
  title: 'Mean exit time against the width of the well',
  caption: 'Under Lévy noise the exit time grows as a power of the width; the lines are the closed forms.',
  panels: [
    {
      x: { label: 'distance to the edge of the well, w', scale: 'log' },
      y: { label: 'mean exit time (time units)', scale: 'log' },
      layers: [
        measuredAgainst(1.5, 'levy'),
        measuredAgainst(2, 'brownian'),
        {
          mark: 'line',
          label: 'theory, w^1.5',
          role: 'theory',
          x: widths,
          y: widths.map((w) => 40 * w ** 1.5),
        },
        { mark: 'line', label: 'theory, w²', role: 'theory', x: widths, y: widths.map((w) => 40 * w ** 2) },
      ],
    },
  ],
};

function samplePath(role: 'brownian' | 'levy', seed: number) {
  let place = 0;
  const x = range(1500).map((step) => step / 100);
  const y = x.map((_, step) => {
    const noise = wiggle(step * 7 + seed * 7919);
    place += role === 'levy' ? 0.01 * Math.sign(noise) * (0.952 - Math.abs(noise)) ** -0.75 : 0.03 * noise;
    return place;
  });
  return {
    mark: 'line' as const,
    label: `${role === 'levy' ? 'Lévy' : 'Brownian'}, path ${seed}`,
    role,
    x,
    y,
  };
}

export const samplePaths: Figure = {
  name: 'levy-jumps-paths',
  title: 'Sample paths',
  caption: 'Brownian paths are continuous; Lévy paths of the same length jump.',
  panels: [
    {
      title: 'Brownian',
      x: { label: 'time', scale: 'linear', domain: [0, 15] },
      y: { label: 'position', scale: 'linear' },
      layers: [samplePath('brownian', 1), samplePath('brownian', 2)],
    },
    {
      title: 'Lévy, α = 1.3',
      x: { label: 'time', scale: 'linear', domain: [0, 15] },
      y: { label: 'position', scale: 'linear' },
      layers: [samplePath('levy', 1), samplePath('levy', 2)],
    },
  ],
};

const batchSizes = [4, 8, 16, 32, 64, 128, 256, 512];

export const acceptance: Figure = {
  name: 'noise-non-gaussian-acceptance',
  title: 'Share of projections on which a Gaussian is accepted',
  caption: 'With small batches most projections are refused; true Gaussians are accepted at the band.',
  panels: [
    {
      x: { label: 'batch size', scale: 'log' },
      y: { label: 'share accepted', scale: 'linear', domain: [0, 1] },
      layers: [
        {
          mark: 'band',
          label: 'Gaussian surrogate, 95 %',
          role: 'surrogate',
          x: batchSizes,
          low: batchSizes.map(() => 0.92),
          high: batchSizes.map(() => 0.97),
        },
        { mark: 'rule', label: 'expected of a Gaussian, 0.95', role: 'theory', y: [0.95] },
        {
          mark: 'points',
          label: 'gradient noise, three layers',
          role: 'measured',
          x: batchSizes,
          y: batchSizes.map((b, i) => Math.min(0.96, 0.05 + 0.14 * i + 0.03 * wiggle(b))),
          low: batchSizes.map((_, i) => 0.01 + 0.13 * i),
          high: batchSizes.map((_, i) => Math.min(0.99, 0.1 + 0.15 * i)),
        },
        {
          mark: 'points',
          label: 'injected α-stable noise',
          role: 'control',
          x: batchSizes,
          y: batchSizes.map((b) => 0.04 + 0.02 * wiggle(b + 3)),
        },
      ],
    },
  ],
};

const iterations = range(60).map((index) => 20 * (index + 1));

export const training: Figure = {
  name: 'early-jump-training',
  title: 'Tail index, largest step and accuracy during training',
  caption: 'The tail index falls first; the rule marks the steepest gain of accuracy.',
  panels: ['depth 2', 'depth 4', 'depth 6', 'depth 8'].map((title, panel) => ({
    title,
    x: { label: 'iteration', scale: 'log' as const },
    y: { label: panel % 2 === 0 ? 'tail index (published statistic)' : 'accuracy', scale: 'linear' as const },
    layers: [
      ...(['series1', 'series2', 'series3', 'series4'] as const).map((role, series) => ({
        mark: series === 3 ? ('steps' as const) : ('line' as const),
        label: `batch ${[10, 50, 100, 500][series]}`,
        role,
        x: iterations,
        y: iterations.map((t) => 1.1 + 0.2 * series + 0.8 * (t / (t + 150 + 40 * panel)) + 0.02 * wiggle(t)),
      })),
      { mark: 'rule' as const, label: 'steepest accuracy', role: 'theory' as const, x: [260 + 60 * panel] },
    ],
  })),
};

export const hostile: Figure = {
  name: 'hostile-<b>"figure"',
  title: 'Title with <script>alert(1)</script> & "quotes"',
  caption: "Caption with ]]> & <img src='x' onerror='alert(1)'>",
  panels: [
    {
      title: '<b>panel</b>',
      x: { label: 'rate <1/s>', scale: 'log', domain: [1e-8, 1e4] },
      y: { label: 'a & b', scale: 'log', domain: [1e-3, 1e5] },
      layers: [
        {
          mark: 'points',
          label: 'A & <B>',
          role: 'measured',
          x: [1e-6, 1e-3, 1, 10, 1e6, 0, Number.NaN],
          y: [1e-2, 1, 1e2, 1e9, 1, 1, 1],
          low: [-1, 0.5, 50, 1, 1, 1, 1],
          high: [Infinity, 2, 200, 1, 1, 1, 1],
        },
        { mark: 'line', label: 'below', role: 'theory', x: [1e-8, 1e4], y: [1e-9, 1e-6] },
        { mark: 'line', label: 'broken', role: 'levy', x: [1e-8, 1e-4, 1, 1e4], y: [1, Number.NaN, 10, -1] },
      ],
    },
  ],
};

export const excursions: Figure = {
  name: 'walk-excursions',
  title: 'Paths whose excursions leave the frame',
  caption: 'An arrow at the frame points to a place beyond it, and has its value; texts stand beside places.',
  panels: [1, 2].map((path) => ({
    title: `path ${path}`,
    x: { label: 'time', scale: 'linear' as const, domain: [0, 15] as const },
    y: { label: 'position', scale: 'linear' as const, domain: [-1, path] as const },
    layers: [
      samplePath('levy', path),
      {
        mark: 'notes' as const,
        label: `Lévy, path ${path}`,
        role: 'levy' as const,
        x: [4, 12, 12, 8, 3, 20],
        y: [7.5, 11.2, 12.25, -8.4, 0.5, 0.5],
        texts: ['7.5', '11.2', '12.25', '−8.4', 'inside', 'not on this axis'],
      },
    ],
  })),
};

export const gallery: readonly Figure[] = [exitTimes, samplePaths, acceptance, training, hostile, excursions];
