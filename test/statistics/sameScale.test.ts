import { blockScales, evened, withScaleOf } from '#heavytail/statistics/index';
import { stream } from 'heavytail/random';
import { expect, it } from 'vitest';

it('gives values the median size of the increments in every block', () => {
  const source = stream(1, 'same scale');
  const increments = source.normals(250).map((value, i) => value * (1 + Math.floor(i / 100)));
  const scaled = withScaleOf(increments, source.normals(250));
  const wanted = blockScales(increments);
  blockScales(scaled).forEach((scale, b) => expect(scale).toBeCloseTo(wanted[b]!, 12));
});

it('divides the scale of every block out, and leaves a block that does not move at zero', () => {
  const normals = stream(1, 'evened').normals(300);
  const moved = normals.map((value, i) => (i < 100 ? 5 * value : i < 200 ? 0 : value));
  const scales = blockScales(evened(moved));
  expect(scales[0]).toBeCloseTo(1, 12);
  expect(scales[1]).toBe(0);
  expect(scales[2]).toBeCloseTo(1, 12);
});
