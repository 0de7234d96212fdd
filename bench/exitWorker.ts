import { stream } from 'heavytail/random';
import { exitTimes, levy, quadraticWell } from 'heavytail/sde';
import { serveTasks } from '#heavytail/kernel/pool/node';

/** A range of paths of one experiment; answers how many steps they took and the sum of their exit times. */
export interface Range {
  readonly firstPath: number;
  readonly paths: number;
}

serveTasks((task) => {
  const { steps, times } = exitTimes({
    ...(task as Range),
    potential: quadraticWell(1),
    driver: levy(1.5, 0.1),
    low: -1,
    high: 1,
    start: 0,
    timeStep: 0.02,
    maximalSteps: 1e9,
    stream: stream(1, 'bench', 'scaling'),
  });
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  return { steps: sum(steps), time: sum(times) };
});
