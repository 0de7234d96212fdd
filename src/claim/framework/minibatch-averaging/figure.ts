import {
  linearAxis,
  logAxis,
  marks,
  prose,
  rule,
  seriesRoles,
  table,
  type Figure,
  type Panel,
  type Table,
} from '../../../evidence/index.js';
import type { Seen } from '../../network/networkClaim.js';
import { batchSizesOf, type RangeSlopes } from '../averagedExamples.js';
import { theorySlope } from '../averaging/run.js';
import { placeWords } from '../networks.js';
import { families, slopeOver, type Family, type Look, type MeasuredNetwork } from './run.js';

type SeenLook = Seen<MeasuredNetwork, Look>;

/** Marks of neighbouring snapshots stand so many times farther to the right. */
const beside = 1.12;

/** A range of b in words. */
export function rangeWords(slopes: RangeSlopes, range: number): string {
  const batchSizes = batchSizesOf(slopes);
  return `b ${batchSizes[range]} to ${batchSizes[range + 1]}`;
}

/** Slopes by range of b, a panel for single weights and one for directions. */
export function averagingFigures(looks: readonly SeenLook[], level: number): Figure[] {
  return [
    {
      name: 'minibatch-averaging',
      title: 'How means of per-example gradients shrink',
      caption: prose(
        'Slope of the typical size of means of b gradients in b (both logarithmic), from each b to ten',
        'times as many, with its interval over columns: snapshots of the first network. The classical',
        'limit theorem says −1/2; the generalised one says one higher slope at every b.',
      ),
      panels: families.map((family) => panelOf(family, looks, level)),
    },
  ];
}

function panelOf(family: Family, looks: readonly SeenLook[], level: number): Panel {
  const own = looks.filter((look) => look.family === family && look.network === looks[0].network);
  return {
    title: family === 'coordinates' ? 'single weights' : 'random directions',
    x: logAxis('b'),
    y: linearAxis('slope from b to 10 b'),
    layers: [
      rule('classical limit theorem', 'theory', { y: [theorySlope(2)] }),
      ...own.map(({ iteration, slopes }, i) =>
        marks(
          `iteration ${iteration}`,
          seriesRoles[i % seriesRoles.length],
          slopes.map((_, range) => ({ b: batchSizesOf(slopes)[range], ...slopeOver(slopes, range, level) })),
          ({ b }) =>
            b *
            Array<number>(i)
              .fill(beside)
              .reduce((product, factor) => product * factor, 1),
          ({ value }) => value,
          (slope) => slope,
        ),
      ),
    ],
  };
}

/** Slopes of every snapshot and family by range of b. */
export function tableOf(looks: readonly SeenLook[], level: number): Table {
  const caption = prose(
    'Slope of the mean log size of means of b per-example gradients in log b, by range of b, with its',
    'interval over columns. The classical limit theorem says −0.5.',
  );
  return table('minibatch-averaging', caption, looks, [
    ['network', ({ network, iteration }) => placeWords(network, iteration)],
    ['columns', ({ family }) => family],
    ...looks[0].slopes.flatMap((_, range) => {
      const slope = ({ slopes }: SeenLook) => slopeOver(slopes, range, level);
      return [
        [`slope, ${rangeWords(looks[0].slopes, range)}`, (look: SeenLook) => slope(look).value],
        ['low', (look: SeenLook) => slope(look).low],
        ['high', (look: SeenLook) => slope(look).high],
      ] as const;
    }),
  ]);
}
