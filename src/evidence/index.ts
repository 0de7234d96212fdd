// What an experiment has to show for itself, as data.
export type { Control, Evidence, Part, Statistic, Table, Verdict } from './evidence.js';
export type { Axis, Figure, Layer, Panel, Role } from './figure.js';
export { failedControl, intervalVerdict, inWords, joinVerdicts, statisticOf } from './judgement.js';
