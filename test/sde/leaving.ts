import { stream } from 'heavytail/random';
import { asymmetricDoubleWell, levy, type ExitSettings } from 'heavytail/sde';

/** Two wells of unlike width and height. */
export const landscape = asymmetricDoubleWell({ width: 1, height: 0.3 }, { width: 0.6, height: 0.5 });

/** Lévy paths that leave the left one of these wells, over the saddle or to the far left. */
export const leaving: ExitSettings = {
  potential: landscape,
  driver: levy(1.5, 0.2),
  low: -2,
  high: 0.4,
  start: -1,
  timeStep: 0.02,
  paths: 300,
  maximalSteps: 1e6,
  stream: stream(1, 'leaving'),
};
