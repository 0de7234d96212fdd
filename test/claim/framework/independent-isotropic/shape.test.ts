import { describe, expect, it } from 'vitest';
import { shapeOf, zOf } from '#heavytail/claim/framework/independent-isotropic/shape';
import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';

describe('coordinates of noise', () => {
  const [rows, columns] = [80, 200];
  const values = draw(stable({ alpha: 1.3 }), rows * columns, stream(1, 'shape'));

  it('are independent and alike where they are drawn so', () => {
    const { largest, spread } = shapeOf({ rows, columns, values }, stream(2, 'shape'));
    // The null has 20 draws: z is a t statistic, beyond 8 once in 1e7.
    expect(Math.abs(zOf(largest))).toBeLessThan(8);
    expect(Math.abs(zOf(spread))).toBeLessThan(8);
  });

  it('are told apart from dependent ones and from ones of unequal scales, whatever their law', () => {
    const common = stream(3, 'common').normals(rows);
    const dependent = values.map((value, i) => value + 3 * common[Math.floor(i / columns)]!);
    const shape = shapeOf({ rows, columns, values: dependent }, stream(2, 'shape'));
    expect(zOf(shape.largest)).toBeGreaterThan(20);
    const unequal = values.map((value, i) => value * (i % columns < 20 ? 10 : 1));
    const scales = shapeOf({ rows, columns, values: unequal }, stream(2, 'shape'));
    expect(zOf(scales.spread)).toBeGreaterThan(20);
    expect(Math.abs(zOf(scales.largest))).toBeLessThan(8);
  });

  it('are independent where most of their entries are equal, whatever the order of the rows', () => {
    // Of weights that few minibatches move: entries are 0 but for one in ten.
    const few = stream(4, 'few').uniforms(rows * columns);
    const sparse = values.map((value, i) => (few[i]! < 0.1 ? value : 0));
    const { largest } = shapeOf({ rows, columns, values: sparse }, stream(5, 'shape'));
    expect(Math.abs(zOf(largest))).toBeLessThan(8);
  });
});
