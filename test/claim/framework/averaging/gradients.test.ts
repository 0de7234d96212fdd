import { gradientParts, type GradientResult } from '#heavytail/claim/framework/averaging/gradients';
import { describe, expect, it } from 'vitest';

describe('gradients of single examples', () => {
  const network = { width: 16, replicate: 0 } as GradientResult['network'];
  const result = (slope: number, tailIndex: number | null): GradientResult => ({
    network,
    snapshots: [{ iteration: 0, tailIndex, slopes: [-0.002, 0, 0.001, 0.001].map((error) => slope + error) }],
  });
  const verdicts = (slope: number, tailIndex: number | null) =>
    (['classical', 'generalised'] as const).map(
      (theorem) => gradientParts([result(slope, tailIndex)], theorem)[0]!.verdict,
    );

  it('follow the one theorem or the other', () => {
    expect(verdicts(-0.5, 2.1)).toEqual(['supported', 'refuted']);
    // An index of 1.5 says -1/3.
    expect(verdicts(-1 / 3, 1.5)).toEqual(['refuted', 'supported']);
    expect(verdicts(-0.4, 1.5)).toEqual(['refuted', 'undecided']);
    expect(verdicts(-0.4, null)).toEqual(['refuted', 'undecided']);
  });
});
