import type { Figure, Layer, Role } from '../../evidence/index.js';
import { expOf } from '../../kernel/index.js';
import { stream } from '../../law/index.js';
import { exitTimes, type Exits, path, type Potential } from '../../sde/index.js';
import { formatNumber } from '../../report/index.js';
import type { Motion } from '../motion/motion.js';
import type { EscapeReport } from './report.js';

/** Points of a curve. */
const points = 240;
/** Paths that are shown, and steps of their last part. */
const shownPaths = 3;
const shownSteps = 20;
/** An example that takes longer than this is not shown. */
const longest = 20_000_000;
/** The slowest paths, which are all drawn. */
const lastPaths = 20;
/** Where curves end: below the share of a single path. */
const leastShare = 0.3;
/** How far beyond the farther edge places are shown, in distances from the start to it. */
const shownReach = 2.5;
/** Room beside the places that are shown, as a share of them. */
const frameMargin = 0.1;
/** Least size of a domain, as a share of the places that paths come to. */
const leastSize = 1e-3;

/** The law of the exit time, and paths on their way out. */
export function escapeFigures(motion: Motion, report: EscapeReport, exits: Exits, seed: number): Figure[] {
  return [survivalFigure(report, exits), pathFigure(motion, report, seed)];
}

function survivalFigure({ driver, mean, theory, paths }: EscapeReport, { times, censored }: Exits): Figure {
  const order = Uint32Array.from(times, (_, p) => p).sort((a, b) => times[a] - times[b]);
  const x: number[] = [0];
  const y: number[] = [1];
  const every = Math.max(1, Math.floor(paths / points));
  order.forEach((path, rank) => {
    // A share is known until the first path is given up.
    if (censored[path] === 1 || (rank % every !== 0 && rank < paths - lastPaths)) return;
    if (order.subarray(0, rank).some((p) => censored[p] === 1)) return;
    const share = 1 - (rank + 1) / paths;
    if (share <= 0) return;
    x.push(times[path]);
    y.push(share);
  });
  const end = x[x.length - 1];
  const exponential = (label: string, role: Layer['role'], time: number): Layer => {
    const ts = Array.from({ length: points + 1 }, (_, i) => (i * end) / points);
    const shares = ts.map((t) => expOf(-t / time));
    const seen = shares.filter((share) => share >= leastShare / paths);
    return { mark: 'line', label, role, x: ts.slice(0, seen.length), y: seen };
  };
  const known =
    theory.find(({ meanTime, exact }) => meanTime !== undefined && exact) ?? theory.find((t) => t.meanTime);
  const role = driver.kind === 'brownian' ? 'brownian' : 'levy';
  return {
    name: 'escape-law',
    title: 'Law of the exit time',
    caption:
      'Share of paths that are still inside against time. On the logarithmic axis an exponential law is a ' +
      'straight line.',
    panels: [
      {
        x: { label: 'time', scale: 'linear' },
        y: { label: 'share still inside', scale: 'log' },
        layers: [
          ...(mean === undefined
            ? []
            : [exponential('exponential of the measured mean', 'measured', mean.mean)]),
          ...(known?.meanTime === undefined
            ? []
            : [exponential(`exponential of the ${known.name}`, 'theory', known.meanTime)]),
          { mark: 'steps', label: 'paths', role, x, y },
        ],
      },
    ],
  };
}

function pathFigure(motion: Motion, { driver }: EscapeReport, seed: number): Figure {
  const { potential, low, high, start } = motion;
  const examples = examplePaths(motion, seed);
  const edges = [low, high].filter(Number.isFinite);
  const places = [start, ...edges, ...examples.flatMap(({ y }) => y)];
  const shown = clampedRange(motion, Math.min(...places), Math.max(...places));
  const margin = frameMargin * (shown[1] - shown[0]);
  const frame = [shown[0] - margin, shown[1] + margin] as const;
  const roles = ['series1', 'series2', 'series3'] as const;
  return {
    name: 'escape-paths',
    title: 'Paths on their way out',
    caption: captionOf(driver, examples),
    panels: [
      {
        title: `the last ${shownSteps} steps`,
        x: { label: 'time from the exit', scale: 'linear' },
        y: { label: 'place', scale: 'linear', domain: frame },
        layers: [
          { mark: 'rule', label: 'edge', role: 'control', y: edges },
          ...examples.flatMap((example, i) => exampleLayers(example, roles[i], frame)),
        ],
      },
      {
        title: 'the potential',
        x: { label: 'place', scale: 'linear' },
        y: { label: 'potential', scale: 'linear' },
        layers: [
          { mark: 'rule', label: 'edge', role: 'control', x: edges },
          { mark: 'line', label: 'potential', role: 'theory', ...curve(potential, frame) },
          {
            mark: 'points',
            label: 'start',
            role: driver.kind === 'brownian' ? 'brownian' : 'levy',
            x: [start],
            y: [potential.value(start)],
          },
        ],
      },
    ],
  };
}

function captionOf({ kind }: Motion['driver'], examples: readonly Example[]): string {
  if (examples.length === 0) {
    return 'The potential, and the edges (dashed); paths take too long to be shown.';
  }
  const most = Math.max(...examples.map(({ jump }) => Math.abs(jump)));
  return [
    `The last ${shownSteps} steps of paths before they leave, with the length of the last one.`,
    kind === 'brownian'
      ? `Brownian paths climb by small steps; the last ones are at most ${formatNumber(most, 2)} long.`
      : `Lévy paths leave by a jump, here of up to ${formatNumber(most, 2)}.`,
    'Beside them the potential that they move in. Dashed: the edges.',
  ].join(' ');
}

/** The end of a path, and an arrow where it leads out of the frame. */
function exampleLayers(
  { label, x, y, jump }: Example,
  role: Role,
  [low, high]: readonly [number, number],
): Layer[] {
  const end = y[y.length - 1];
  const beyond = end < low || end > high ? [end] : [];
  const named = `${label}, last step ${formatNumber(jump, 2)}`;
  return [
    { mark: 'steps', label: named, role, x, y },
    {
      mark: 'notes',
      label: named,
      role,
      x: beyond.map(() => 0),
      y: beyond,
      texts: beyond.map((place) => formatNumber(place, 3)),
    },
  ];
}

/** Not so far beyond the domain that its wells cannot be seen. */
function clampedRange({ low, high, start }: Motion, from: number, to: number): [number, number] {
  const size = Math.max(
    ...[low, high].filter(Number.isFinite).map((edge) => Math.abs(edge - start)),
    leastSize * (to - from),
  );
  return [Math.max(from, start - shownReach * size), Math.min(to, start + shownReach * size)];
}

function curve(potential: Potential, [from, to]: readonly [number, number]): { x: number[]; y: number[] } {
  const x = Array.from({ length: points + 1 }, (_, i) => from + ((to - from) * i) / points);
  return { x, y: x.map((place) => potential.value(place)) };
}

/** The end of a path. */
interface Example {
  readonly label: string;
  /** Times from the exit, and the places there. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** The last step. */
  readonly jump: number;
}

/** Ends of the first paths, by the Euler scheme: crossings between steps leave no trace to draw. */
function examplePaths(motion: Motion, seed: number): Example[] {
  const { potential, driver, start, timeStep } = motion;
  const scheme = motion.scheme === 'bridge' ? 'euler' : motion.scheme;
  const source = stream(seed, 'escape');
  const { steps, censored } = exitTimes({
    ...motion,
    scheme,
    paths: shownPaths,
    maximalSteps: longest,
    stream: source,
  });
  return Array.from(steps).flatMap((count, p) => {
    if (censored[p] === 1) return [];
    const places = path({
      potential,
      driver,
      start,
      timeStep,
      steps: count,
      scheme,
      stream: source.substream(p),
    });
    const first = Math.max(0, count - shownSteps);
    const y = Array.from(places.subarray(first));
    // By another scheme it is another path than the experiment's of this number.
    const label = scheme === motion.scheme ? `path ${p}` : `Euler path ${p}`;
    const jump = places[count] - places[count - 1];
    // The place of the exit is drawn one step longer, so that the last step is not the edge of the panel.
    y.push(places[count]);
    return [{ label, x: y.map((_, i) => (first + i - count) * timeStep), y, jump }];
  });
}
