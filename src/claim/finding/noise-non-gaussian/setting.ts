import type { Seen } from '../../network/networkClaim.js';
import { networkWords } from '../../network/publishedNetwork.js';
import { heavyFrom, type NoiseDirection, type TailWeight } from '../../network/tailWeights.js';
import { stageOf, stages, type Stage } from '../../network/stages.js';
import type { NoiseNetwork } from './grid.js';
import type { NoiseLook } from './run.js';

/** What was seen at one snapshot of one network. */
export type SeenNoise = Seen<NoiseNetwork, NoiseLook>;

/** One batch size at one snapshot of one network, in one direction. */
export type Setting = TailWeight & {
  readonly seen: SeenNoise;
  readonly stage: Stage;
  /** By the interval: above the margin, below it, or on both sides. */
  readonly found: 'heavier' | 'gaussian' | 'open';
};

/** All that was measured, setting by setting. */
export function settingsOf(seen: readonly SeenNoise[]): Setting[] {
  return seen.flatMap((look) =>
    look.tailWeights.map((weight) => ({
      ...weight,
      seen: look,
      stage: stageOf(look),
      found: foundIn(weight),
    })),
  );
}

function foundIn({ low, high }: TailWeight): Setting['found'] {
  if (low > heavyFrom) return 'heavier';
  return high < heavyFrom ? 'gaussian' : 'open';
}

/** Between which batch sizes noise turns Gaussian at one stage. */
export interface Turn {
  readonly stage: Stage;
  /** Up to here the noise of every network is heavier; undefined where it is not at the smallest. */
  readonly heavierUpTo: number | undefined;
  /** The smallest at which that of any network is Gaussian; undefined where there is none. */
  readonly gaussianFrom: number | undefined;
}

/** Where noise turns Gaussian in one direction, by stage. */
export function turnsOf(settings: readonly Setting[], direction: NoiseDirection): Turn[] {
  return stages.flatMap((stage) => {
    const here = settings.filter((setting) => setting.stage === stage && setting.direction === direction);
    if (here.length === 0) return [];
    const sizes = [...new Set(here.map(({ batchSize }) => batchSize))].sort((a, b) => a - b);
    const at = (size: number) => here.filter(({ batchSize }) => batchSize === size);
    const others = sizes.findIndex((size) => at(size).some(({ found }) => found !== 'heavier'));
    return [
      {
        stage,
        heavierUpTo: sizes[(others < 0 ? sizes.length : others) - 1],
        gaussianFrom: sizes.find((size) => at(size).some(({ found }) => found === 'gaussian')),
      },
    ];
  });
}

/** How a setting is called in the report. */
export function settingWords({ seen: { network }, batchSize, stage }: Setting): string {
  const { dataset, loss, replicate } = network;
  return [dataset, networkWords(network), loss, `replicate ${replicate}`, stage, `b ${batchSize}`].join(', ');
}
