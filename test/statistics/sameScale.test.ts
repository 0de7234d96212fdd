import { blockScales, withScaleOf } from '#heavytail/statistics/index';
import { stream } from 'heavytail/random';
import { expect, it } from 'vitest';

it('gives values the median size of the increments in every block', () => {
  const source = stream(1, 'same scale');
  const increments = source.normals(250).map((value, i) => value * (1 + Math.floor(i / 100)));
  const scaled = withScaleOf(increments, source.normals(250));
  const wanted = blockScales(increments);
  blockScales(scaled).forEach((scale, b) => expect(scale).toBeCloseTo(wanted[b]!, 12));
});
