import type { Evidence } from '../../evidence/index.js';
import type { CellContext, CellCost, Claim, ClaimTexts, Json, Settings } from '../claim.js';
import { networkCost, type NetworkWork } from './cost.js';
import { trainWithSnapshots, type PublishedRun, type Snapshot } from './trainedNetwork.js';

type JsonObject = { readonly [key: string]: Json };

/** A network with its training and with what is measured on it: one cell. */
type NetworkCell<Network> = { readonly kind: 'network'; readonly network: Network };
/** Worlds in which the answer is known: one cell for all of them. */
type WorldsCell<Sizes> = { readonly kind: 'worlds'; readonly sizes: Sizes };

type NetworkResult<Network, Look> = {
  readonly kind: 'network';
  readonly network: Network;
  readonly looks: readonly (Look & { readonly iteration: number })[];
};
type WorldsResult<Worlds> = { readonly kind: 'worlds'; readonly worlds: Worlds };

/** What was seen at a snapshot of a network. */
export type Seen<Network, Look> = Look & { readonly iteration: number; readonly network: Network };

/** What claims on the noise of trained networks differ in. */
export interface NetworkDesign<Network, Look, Sizes, Worlds> {
  readonly texts: ClaimTexts;
  /** The networks, each with what is measured on it. */
  networks(settings: Settings): readonly Network[];
  /** What is seen at a snapshot of one of them: any number of rows. */
  look(network: Network, snapshot: Snapshot, context: CellContext): readonly Look[];
  /** Sizes of the worlds in which the answer is known. */
  worldSizes(settings: Settings): Sizes;
  /** Makes these worlds and looks at them as at the networks. */
  makeWorlds(sizes: Sizes, context: CellContext): Worlds;
  /** What the cells take; absent where it is not estimated. */
  readonly cost?: {
    work(network: Network): NetworkWork;
    /** Seconds that the looks at a network take besides. */
    besides?(network: Network): number;
    readonly worlds: CellCost | ((sizes: Sizes) => CellCost);
  };
  /** All that was seen, network by network in the order of the snapshots, beside the worlds. */
  judge(seen: readonly Seen<Network, Look>[], worlds: Worlds, settings: Settings): Evidence;
}

/**
 * A claim on the noise of trained networks: trains each network, looks at it at its snapshots, and judges
 * what was seen beside worlds in which the answer is known. What `look` and `makeWorlds` return is stored,
 * so it is JSON.
 */
export function networkClaim<
  Network extends PublishedRun & JsonObject,
  Look extends JsonObject,
  Sizes extends Json,
  Worlds extends Json,
>(
  design: NetworkDesign<Network, Look, Sizes, Worlds>,
): Claim<NetworkCell<Network> | WorldsCell<Sizes>, NetworkResult<Network, Look> | WorldsResult<Worlds>> {
  const { cost } = design;
  return {
    ...design.texts,
    needsData: true,
    plan: (settings) => [
      ...design.networks(settings).map((network) => ({ kind: 'network' as const, network })),
      { kind: 'worlds', sizes: design.worldSizes(settings) },
    ],
    run: (cell, context) => {
      if (cell.kind === 'worlds') return { kind: 'worlds', worlds: design.makeWorlds(cell.sizes, context) };
      const { network } = cell;
      const looks = trainWithSnapshots(network, context, (snapshot) =>
        design.look(network, snapshot, context).map((look) => ({ ...look, iteration: snapshot.iteration })),
      ).flat();
      return { kind: 'network', network, looks };
    },
    ...(cost && {
      cost: (cell, shape) => {
        if (cell.kind === 'worlds') {
          return typeof cost.worlds === 'function' ? cost.worlds(cell.sizes) : cost.worlds;
        }
        const { seconds, bytes } = networkCost(cost.work(cell.network), shape);
        return { seconds: seconds + (cost.besides?.(cell.network) ?? 0), bytes };
      },
    }),
    judge: (results, settings) => {
      const seen = results.flatMap((result) =>
        result.kind === 'network' ? result.looks.map((look) => ({ ...look, network: result.network })) : [],
      );
      return design.judge(seen, results.find((result) => result.kind === 'worlds')!.worlds, settings);
    },
  };
}
