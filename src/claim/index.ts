export type {
  Answer,
  CellContext,
  CellCost,
  Claim,
  ClaimGroup,
  ClaimKind,
  ClaimOutcome,
  ExampleShape,
  Json,
  Profile,
  Question,
  Settings,
} from './claim.js';
export { claimKinds } from './kinds.js';
export { claims, findClaim } from './registry.js';
export { runClaim } from './runClaim.js';

// What a claim is made of, for those who write one.
export type {
  Axis,
  ClaimVerdict,
  ClaimVerdict as Verdict,
  Control,
  Evidence,
  Figure,
  Layer,
  Open,
  Panel,
  Part,
  Role,
  Statistic,
  Table,
} from '../evidence/index.js';
export { exponentialTest, type ExponentialTest } from '../statistics/index.js';
