import {
  atLeast,
  decide,
  inWords,
  plainStatistic,
  prose,
  statisticOf,
  tooWide,
  type ClaimVerdict,
  type MeasuredPart,
  type Open,
} from '../../../evidence/index.js';
import { type Interval, normalInterval } from '../../../statistics/index.js';
import {
  estimateInterval,
  publishedVerdict,
  scoredAlpha,
  tailShares,
  type PublishedTails,
} from '../../network/publishedTails.js';
import { heavyFrom, togetherLevel, type NoiseDirection, type TailWeight } from '../../network/tailWeights.js';
import { settingWords, turnsOf, type SeenNoise, type Setting, type Turn } from './setting.js';

/** The parts of the verdict: the noise in two directions, and what the published number measures. */

export const directionNames: Readonly<Record<NoiseDirection, string>> = {
  coordinates: 'single parameters',
  projections: 'random directions',
};
export const publishedName = 'the published tail index comes from tails';

/** The interval of a setting. */
export function excessInterval({ excess, standardError, low, high, level }: TailWeight): Interval {
  return { value: excess, standardError, low, high, level };
}

/** The interval that a setting would have if it were the only one. */
function alone({ excess, standardError }: TailWeight): Interval {
  return normalInterval(excess, standardError, togetherLevel);
}

/** The noise in one direction: non-Gaussian in every setting? */
export function directionPart(all: readonly Setting[], direction: NoiseDirection): MeasuredPart {
  const settings = all.filter((setting) => setting.direction === direction);
  const count = (found: Setting['found']) => settings.filter((setting) => setting.found === found).length;
  const verdict = decide(count('heavier') === settings.length, count('gaussian') > 0);
  const name = directionNames[direction];
  const lightest = settings.reduce((least, setting) => (setting.high < least.high ? setting : least));
  const heaviest = settings.reduce((most, setting) => (setting.low > most.low ? setting : most));
  return {
    name: `the noise on ${name}`,
    verdict,
    reason: prose(
      `On ${name} the noise is heavier than Gaussian in ${count('heavier')} of ${settings.length} settings`,
      `and Gaussian in ${count('gaussian')}; its excess tail weight goes from`,
      `${inWords(excessInterval(lightest))} to ${inWords(excessInterval(heaviest))}.`,
    ),
    scope: `${turnsOf(all, direction).map(turnWords).join('; ')}.`,
    ...(verdict === 'undecided' && { open: openOf(settings) }),
    statistics: [
      statisticOf(`excess tail weight on ${name}, lightest (${settingWords(lightest)})`, alone(lightest)),
      statisticOf(`excess tail weight on ${name}, heaviest (${settingWords(heaviest)})`, alone(heaviest)),
    ],
  };
}

function openOf(settings: readonly Setting[]): Open {
  const open = settings.filter(({ found }) => found === 'open');
  const { rule, needs } = tooWide(
    [settingWords(open[0]), excessInterval(open[0]), atLeast(heavyFrom)],
    'minibatches',
  );
  return { rule: `${open.length} of ${settings.length} settings are on both sides, such as ${rule}`, needs };
}

const bound = (word: 'up to' | 'from', batchSize: number | undefined) =>
  batchSize === undefined ? 'at no b' : `${word} b = ${batchSize}`;

function turnWords({ stage, heavierUpTo, gaussianFrom }: Turn): string {
  return (
    `${stage} heavier than Gaussian ${bound('up to', heavierUpTo)}, ` +
    `Gaussian ${bound('from', gaussianFrom)}`
  );
}

/** Where the noise turns Gaussian in both directions, in one sentence. */
export function scopeOf(settings: readonly Setting[]): string {
  const projections = turnsOf(settings, 'projections');
  const clauses = turnsOf(settings, 'coordinates').map(({ stage, heavierUpTo, gaussianFrom }, i) => {
    const other = projections[i];
    return (
      `${stage} ${bound('up to', heavierUpTo)} (${bound('up to', other.heavierUpTo)}) and ` +
      `Gaussian ${bound('from', gaussianFrom)} (${bound('from', other.gaussianFrom)})`
    );
  });
  return `on single parameters (random directions) heavier than Gaussian ${clauses.join('; ')}.`;
}

/** Does the published tail index come from tails? */
export function publishedPart(seen: readonly SeenNoise[]): MeasuredPart {
  const level = publishedLevel(seen);
  const tails = seen.map(({ published }) => published);
  const verdicts = tails.map((each) => publishedVerdict(each, level));
  const count = (wanted: ClaimVerdict) => verdicts.filter((verdict) => verdict === wanted).length;
  const verdict = decide(count('supported') === tails.length, count('refuted') > 0);
  const median = (of: (each: PublishedTails) => number) => medianOf(tails.map(of));
  const added = tails.map((each) => estimateInterval(each, each.added, level));
  const most = added.reduce((largest, interval) => (interval.value > largest.value ? interval : largest));
  return {
    name: publishedName,
    verdict,
    reason: prose(
      `The published tail index is ${median(({ tailIndex }) => tailIndex).toFixed(2)} (median over`,
      'settings). With Gaussian tails in every parameter, of the same ranks and sizes, it is',
      `${median(({ gaussianTailIndex }) => gaussianTailIndex).toFixed(2)}, with α-stable ones`,
      `(${scoredAlpha}) ${median(({ stableTailIndex }) => stableTailIndex).toFixed(2)}.`,
    ),
    scope: prose(
      'tails add less than a quarter of what α-stable tails would in',
      `${count('refuted')} of ${tails.length} settings, more than half in ${count('supported')}.`,
    ),
    ...(verdict === 'undecided' && { open: publishedOpen(tails, verdicts, level) }),
    statistics: [
      statisticOf('what tails add to the published statistic (in 1/alpha), most of all settings', most),
      plainStatistic(
        `what α-stable tails would add to it, median over settings`,
        median(({ addedByStable }) => addedByStable.value),
      ),
    ],
  };
}

/** All settings together hold as often as the tail weights do. */
export function publishedLevel(seen: readonly SeenNoise[]): number {
  return 1 - (1 - togetherLevel) / seen.length;
}

function publishedOpen(
  tails: readonly PublishedTails[],
  verdicts: readonly ClaimVerdict[],
  level: number,
): Open {
  const open = tails[verdicts.indexOf('undecided')];
  const reference = estimateInterval(open, open.addedByStable, level);
  if (reference.low <= 0) return tooWide(['what α-stable tails add', reference, atLeast(0)], 'minibatches');
  const quarter = estimateInterval(open, open.aboveQuarter, level);
  const name = `what tails add, less ${tailShares.none} of what α-stable tails do,`;
  return tooWide([name, quarter, atLeast(0)], 'minibatches');
}

/** The middle value; the upper one of two. */
function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
