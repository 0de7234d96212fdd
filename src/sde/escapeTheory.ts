import { powOf } from '../kernel/index.js';
import { UserError } from '../error.js';
import type { Driver } from './line/driver.js';
import type { Basin, Potential } from './potential/index.js';
import {
  exitTimeFromInterval,
  getoorTime,
  kramersTime,
  levyExitTime,
  nonlocalExitTime,
} from './theory/index.js';

/** What leaves an interval. */
export interface Escape {
  readonly potential: Potential;
  readonly driver: Driver;
  /** Edges; either may be infinite. */
  readonly low: number;
  readonly high: number;
  readonly start: number;
}

/** What a formula says of the mean exit time of the continuous process. */
export interface EscapeTheory {
  readonly name: 'passage-time integral' | 'Kramers' | 'small-noise Levy' | 'Getoor' | 'nonlocal equation';
  /** Absent where it has none; then `note` says why. */
  readonly meanTime?: number;
  /** Whether it holds at this noise, or is a limit of small noise. */
  readonly exact: boolean;
  /** Of `meanTime` as it is computed; absent where it is rounding alone. */
  readonly relativeError?: number;
  readonly note: string;
}

/** Below this barrier, in units of noiseScale^2/2, Kramers' formula is not near its limit. */
const leastBarrier = 5;
/** An exit faster than this many relaxation times is not one of the small-noise limit. */
const leastRelaxations = 20;

/**
 * Every formula for the mean exit time that fits: the passage-time integral and Kramers' formula for Brownian
 * motion, the small-noise limit, Getoor's formula and the nonlocal equation for stable noise. Where one fits
 * in principle and not here, its note says why.
 */
export function escapeTheory(escape: Escape): EscapeTheory[] {
  const { driver } = escape;
  switch (driver.kind) {
    case 'brownian':
      return [passage(escape, driver.noiseScale), ...kramers(escape, driver.noiseScale)];
    case 'levy': {
      const { alpha, noiseScale } = driver;
      const limit =
        escape.potential.minima.length === 0
          ? getoor(escape, alpha, noiseScale)
          : smallNoise(escape, alpha, noiseScale);
      return [limit, nonlocal(escape, alpha, noiseScale)];
    }
    case 'clipped':
      return [];
  }
}

/** A formula that may refuse its arguments. */
function row(name: EscapeTheory['name'], exact: boolean, note: string, time: () => number): EscapeTheory {
  try {
    return { name, exact, meanTime: time(), note };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { name, exact, note: error.message };
  }
}

function passage({ potential, low, high, start }: Escape, noiseScale: number): EscapeTheory {
  return row('passage-time integral', true, 'exact for the continuous process', () =>
    exitTimeFromInterval(potential, noiseScale, start, low, high),
  );
}

/** The basin whose minimum a path falls to from the start. */
function basinAt({ potential, start }: Escape): Basin | undefined {
  return potential.basins.find(({ low, high }) => start >= low && start <= high);
}

function kramers(escape: Escape, noiseScale: number): EscapeTheory[] {
  const { potential, low, high } = escape;
  const basin = basinAt(escape);
  const saddles = [low, high].filter((edge) => potential.saddles.includes(edge));
  if (basin === undefined || saddles.length === 0) return [];
  const { minimum } = basin;
  const barrier = Math.min(...saddles.map((x) => potential.value(x) - potential.value(minimum)));
  const reduced = (2 * barrier) / (noiseScale * noiseScale);
  const note =
    reduced < leastBarrier
      ? `a limit: the barrier is only ${reduced.toFixed(1)} of noiseScale²/2`
      : 'leading order for small noise';
  return [
    row('Kramers', false, note, () => {
      // To a saddle it takes half of the time to the other side; rates of two saddles add.
      const rate = saddles.reduce((sum, x) => sum + 2 / kramersTime(potential, noiseScale, minimum, x), 0);
      return 1 / rate;
    }),
  ];
}

function smallNoise(escape: Escape, alpha: number, noiseScale: number): EscapeTheory {
  const { potential, low, high } = escape;
  const basin = basinAt(escape);
  const minimum = basin?.minimum ?? Number.NaN;
  if (!(low < minimum && minimum < high)) {
    return {
      name: 'small-noise Levy',
      exact: false,
      note: 'the minimum that the drift leads to lies outside of the domain',
    };
  }
  const found = row('small-noise Levy', false, 'leading order for small noise', () =>
    levyExitTime(alpha, noiseScale, minimum - low, high - minimum),
  );
  const relaxations = (found.meanTime ?? Infinity) * potential.curvature(minimum);
  if (relaxations >= leastRelaxations) return found;
  return { ...found, note: `a limit: the time is only ${relaxations.toFixed(1)} relaxation times` };
}

function getoor({ low, high, start }: Escape, alpha: number, noiseScale: number): EscapeTheory {
  const radius = (high - low) / 2;
  if (radius === Infinity) {
    return { name: 'Getoor', exact: true, note: 'without a potential the mean from a half-line is infinite' };
  }
  return row('Getoor', true, 'exact for the continuous process', () => {
    return getoorTime(alpha, radius, Math.abs(start - (low + high) / 2)) / powOf(noiseScale, alpha);
  });
}

function nonlocal({ potential, low, high, start }: Escape, alpha: number, noiseScale: number): EscapeTheory {
  if (!Number.isFinite(high - low)) {
    return { name: 'nonlocal equation', exact: true, note: 'solved on bounded domains only' };
  }
  let error = 0;
  const found = row('nonlocal equation', true, '', () => {
    const exit = nonlocalExitTime({ potential, alpha, noiseScale, low, high });
    error = exit.relativeErrorAt(start);
    return exit.at(start);
  });
  if (found.meanTime === undefined) return found;
  return {
    ...found,
    relativeError: error,
    note: `exact but for at most ${(100 * error).toPrecision(2)} % of the grid`,
  };
}
