import type { Evidence } from '../../evidence/index.js';
import type { Claim, ClaimTexts, Profile } from '../claim.js';
import {
  type ExitCell,
  exitCells,
  type ExitPoint,
  exitPoints,
  type ExitResult,
  runExitCell,
  type World,
} from './exits.js';

/** Worlds, how many paths each of them gets, and over how many cells these are spread. */
export interface WorldPaths {
  readonly worlds: readonly World[];
  readonly paths: number;
  readonly parts: number;
}

/** What claims on exits from wells differ in. */
export interface WellDesign {
  readonly texts: ClaimTexts;
  worlds(profile: Profile): readonly WorldPaths[];
  /** One point for each world, in the order in which `worlds` lists them. */
  judge(points: readonly ExitPoint[]): Evidence;
}

/**
 * A claim on mean exit times over a grid of wells and drivers: lists the worlds, runs paths in each,
 * judges the means.
 */
export function wellClaim({ texts, worlds, judge }: WellDesign): Claim<ExitCell, ExitResult> {
  return {
    ...texts,
    needsData: false,
    plan: ({ profile }) => worlds(profile).flatMap((all) => exitCells(all.worlds, all.paths, all.parts)),
    run: (cell, { seed }) => runExitCell(texts.id, cell, seed),
    judge: (results) => judge(exitPoints(results)),
  };
}
