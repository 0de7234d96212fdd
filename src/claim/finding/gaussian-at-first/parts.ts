import {
  atLeast,
  atMost,
  decide,
  intervalVerdict,
  inWords,
  percent,
  prose,
  rangeInWords,
  statisticOf,
  tooWide,
  type MeasuredPart,
  type Range,
} from '../../../evidence/index.js';
import { type Interval, studentInterval } from '../../../statistics/index.js';
import type { Seen } from '../../network/networkClaim.js';
import { snapshotWords } from '../../network/snapshots.js';
import { stageOf, stages, type Stage } from '../../network/stages.js';
import { growthOf, growthOpen, growthVerdict, type Growth } from './growth.js';
import { falseAlarm, minibatchesAt, type Power, type Watched, type WatchedNetwork } from './run.js';

/** The parts of the verdict: growth stage by stage, and whether a test takes the noise for Gaussian. */

/** All intervals on the networks hold together this often. */
export const togetherLevel = 0.99;
/** Shares of directions that pass for Gaussian: at first at least, later at most. */
export const atFirst = 0.9 * (1 - falseAlarm);
export const later = 0.5;

export type SeenFirst = Seen<WatchedNetwork, Watched>;

/** One snapshot with its growth, at a level that all snapshots share. */
export type FirstSnapshot = SeenFirst & { readonly stage: Stage; readonly growth: Growth };

/** The snapshots with their growth. */
export function snapshotsOf(seen: readonly SeenFirst[]): FirstSnapshot[] {
  const level = 1 - (1 - togetherLevel) / seen.length;
  return seen.map((noise) => ({ ...noise, stage: stageOf(noise), growth: growthOf(noise, level) }));
}

const wordsOf = ({ network, iteration }: FirstSnapshot) => snapshotWords(network, iteration);

/** One part for each stage: the mean square keeps growing in all of its snapshots. */
export function growthParts(snapshots: readonly FirstSnapshot[]): MeasuredPart[] {
  return stages.flatMap((stage) => {
    const here = snapshots.filter((snapshot) => snapshot.stage === stage);
    return here.length === 0 ? [] : [growthPart(stage, here)];
  });
}

function growthPart(stage: Stage, here: readonly FirstSnapshot[]): MeasuredPart {
  const verdicts = here.map(({ growth }) => growthVerdict(growth));
  const count = (wanted: string) => verdicts.filter((verdict) => verdict === wanted).length;
  const verdict = decide(count('supported') === here.length, count('refuted') > 0);
  const open = here[verdicts.indexOf('undecided')];
  const powers = rangeInWords(
    here.map(({ growth }) => growth.last.value),
    // Adding 0 to the rounded number turns -0 into 0.
    (value) => (Number(value.toFixed(3)) + 0).toFixed(3),
  );
  const counts = `settled in ${count('refuted')} of ${here.length}, growing in ${count('supported')}`;
  return {
    name: `the mean square keeps growing ${stage}`,
    verdict,
    reason: `The mean square grows by a power ${powers} over the last decade ${stage} (${counts}).`,
    scope: `${stage} ${counts}.`,
    ...(verdict === 'undecided' && { open: growthOpen(wordsOf(open), open.growth) }),
    statistics: here.flatMap((snapshot) => [
      statisticOf(`growth of the mean square, last decade, ${wordsOf(snapshot)}`, snapshot.growth.last, 0),
      statisticOf(`growth of the mean square, decade before, ${wordsOf(snapshot)}`, snapshot.growth.before),
    ]),
  };
}

/** Where the mean square has settled and where it grows, in one sentence; nothing where it grows nowhere. */
export function growthScope(snapshots: readonly FirstSnapshot[]): string | undefined {
  if (!snapshots.some(({ growth }) => growthVerdict(growth) === 'supported')) return undefined;
  const clauses = growthParts(snapshots).map(({ scope }) => scope!.slice(0, -1));
  return `mean square by snapshots: ${clauses.join('; ')}.`;
}

/** Does noise pass for Gaussian at first, and no longer when it is watched for longer? */
export function shareParts(snapshots: readonly FirstSnapshot[], power: readonly Power[]): MeasuredPart[] {
  const longest = snapshots[0].accepted[0].length - 1;
  const accepted = power.map(({ law, accepted }) => `${percent(accepted, 0)} of ${law} noise`);
  return [
    sharePart(
      `it passes for Gaussian at first (${minibatchesAt(0)} minibatches)`,
      snapshots,
      0,
      atLeast(atFirst),
      `So short a sample says little: the test also passes ${accepted.slice(1).join(', ')}.`,
    ),
    sharePart(
      `it does not when watched longer (${minibatchesAt(longest)} minibatches)`,
      snapshots,
      longest,
      atMost(later),
    ),
  ];
}

function sharePart(
  name: string,
  snapshots: readonly FirstSnapshot[],
  entry: number,
  range: Range,
  ...remark: readonly string[]
): MeasuredPart {
  const level = 1 - (1 - togetherLevel) / snapshots.length;
  const shares = snapshots.map((snapshot) => ({
    snapshot,
    share: shareInterval(
      snapshot.accepted.map((series) => series[entry]),
      level,
    ),
  }));
  const verdicts = shares.map(({ share }) => intervalVerdict(share, range));
  const holds = verdicts.every((verdict) => verdict === 'supported');
  const verdict = decide(holds, verdicts.includes('refuted'));
  const open = shares[verdicts.indexOf('undecided')];
  const least = shares.reduce((low, one) => (one.share.value < low.share.value ? one : low));
  const most = shares.reduce((high, one) => (one.share.value > high.share.value ? one : high));
  const counts = stages.flatMap((stage) => {
    const here = verdicts.filter((_, i) => snapshots[i].stage === stage);
    const held = here.filter((found) => found === 'supported').length;
    return here.length === 0 ? [] : [`${stage} in ${held} of ${here.length}`];
  });
  return {
    name,
    verdict,
    reason: prose(
      `A test takes ${inWords(least.share, 2)} to ${inWords(most.share, 2)} of the directions for Gaussian`,
      `(${1 - falseAlarm} if they are).`,
      ...remark,
    ),
    scope: `Holds ${counts.join(', ')} snapshots.`,
    ...(verdict === 'undecided' && {
      open: tooWide([`share that passes, ${wordsOf(open.snapshot)},`, open.share, range], 'series'),
    }),
    statistics: [
      statisticOf(`least share that passes at ${minibatchesAt(entry)} minibatches`, least.share),
      statisticOf(`largest share that passes at ${minibatchesAt(entry)} minibatches`, most.share),
    ],
  };
}

/** Student's interval of the mean of shares, within what a share can be. */
function shareInterval(shares: readonly number[], level: number): Interval {
  const { low, high, ...rest } = studentInterval(shares, level);
  return { ...rest, low: Math.max(0, low), high: Math.min(1, high) };
}
