export type {
  Claim,
  ClaimGroup,
  CellContext,
  Control,
  Evidence,
  Json,
  Part,
  Profile,
  Settings,
  Statistic,
  Table,
  Verdict,
} from './claim.js';
export type { Axis, Figure, Layer, Panel, Role } from './figure.js';
export { exponentialTest, type ExponentialTest } from './exponentialLaw.js';
export { claims, findClaim } from './registry.js';
export { runClaim } from './runClaim.js';
export type { CellCost, ExampleShape } from './cost.js';
