export type {
  CellContext,
  CellCost,
  Claim,
  ClaimGroup,
  ClaimOutcome,
  ExampleShape,
  Json,
  Profile,
  Settings,
} from './claim.js';
export { claims, findClaim } from './registry.js';
export { runClaim } from './runClaim.js';

// What a claim is made of, for those who write one.
export type {
  Axis,
  ClaimVerdict,
  Control,
  Evidence,
  Figure,
  Layer,
  Panel,
  Part,
  Role,
  Statistic,
  Table,
  Verdict,
} from '../evidence/index.js';
export { exponentialTest, type ExponentialTest } from '../statistics/index.js';
