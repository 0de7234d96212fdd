import { judged, type Figure, type Judgement } from '../../../evidence/index.js';
import type { Claim, ClaimTexts, Profile } from '../../claim.js';
import { searchFigure, timesTable, type Axes } from './figure.js';
import { dimensionCost } from './cost.js';
import type { DimensionWorld } from './landscapes.js';
import { dimensionPoints, runDimensionCell, type DimensionCell, type DimensionResult } from './run.js';
import { searchOf, type Search } from './search.js';

/** What claims on searches over dimensions differ in. */
export interface SearchDesign {
  readonly texts: ClaimTexts;
  plan(profile: Profile): readonly DimensionCell[];
  /** Whether a world is one of the search that the statement is about; the others are its control. */
  searched(world: DimensionWorld): boolean;
  /** Of the intervals of the fits. */
  readonly level: number;
  judge(search: Search, control: Search): Omit<Judgement, 'figures' | 'tables'>;
  readonly figure: Pick<Figure, 'title' | 'caption'>;
  readonly axes: Axes;
  /** Names of the search and of its control in the figure. */
  readonly labels: readonly [search: string, control: string];
}

/** A claim on how the time of a search grows with the dimension, beside a search that grows otherwise. */
export function searchClaim(design: SearchDesign): Claim<DimensionCell, DimensionResult> {
  const { texts, searched, level, labels } = design;
  return {
    ...texts,
    needsData: false,
    plan: ({ profile }) => design.plan(profile),
    cost: dimensionCost,
    run: (cell, { seed }) => runDimensionCell(cell, seed),
    judge: (results) => {
      const points = dimensionPoints(results);
      const search = searchOf(points, searched, level);
      const control = searchOf(points, (world) => !searched(world), level);
      const name = texts.id;
      return judged({
        ...design.judge(search, control),
        figures: [
          searchFigure(
            { name, ...design.figure },
            design.axes,
            { label: labels[0], search },
            { label: labels[1], search: control },
          ),
        ],
        tables: [timesTable(name, points)],
      });
    },
  };
}
