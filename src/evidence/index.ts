// What an experiment has to show for itself, as data, and what makes such data.
export type { ClaimVerdict, Control, Evidence, Open, Part, Statistic, Table } from './evidence.js';
export type { Axis, Figure, Layer, Panel, Role } from './figure.js';
export {
  around,
  atLeast,
  atMost,
  control,
  decide,
  failedControl,
  intervalPart,
  type IntervalTest,
  intervalVerdict,
  joinVerdicts,
  judged,
  type Judgement,
  type MeasuredPart,
  mustFail,
  openInWords,
  plainStatistic,
  type Range,
  statisticOf,
  tooWide,
} from './judgement.js';
export {
  band,
  type Ends,
  line,
  linearAxis,
  logAxis,
  marks,
  type MeanPoint,
  means,
  points,
  rule,
  seriesRoles,
} from './layers.js';
export { type Column, table } from './tables.js';
export { inWords, percent, prose, rangeInWords } from './words.js';
