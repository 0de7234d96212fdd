import type { CellCost } from '../claim.js';

/**
 * Core seconds of one step of a path in a well, as one core of a server of 2022 takes them: under Brownian
 * noise a step looks for crossings between grid points as well.
 */
const secondsAStep = { levy: 8e-9, brownian: 55e-9 } as const;
/** Exit times and what is made of them; nothing else lies in memory. */
const bytes = 1 << 24;

/** What paths cost that take so many steps in all. */
export function pathCost(driver: 'levy' | 'brownian', steps: number): CellCost {
  return { seconds: secondsAStep[driver] * steps, bytes };
}
