import type { ClaimKind } from './claim.js';

/** The kinds of claims in the order of reports, as tables and counts name them. */
export const claimKinds: readonly {
  readonly kind: ClaimKind;
  readonly one: string;
  readonly many: string;
}[] = [
  { kind: 'finding', one: 'Finding on networks', many: 'Findings on networks' },
  { kind: 'theorem', one: 'Theorem check', many: 'Theorem checks' },
  { kind: 'control', one: 'Control', many: 'Controls' },
];
