import { stream } from 'heavytail/random';
import { Projector } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';

describe('Projector', () => {
  it('projects on unit directions that do not depend on their number', () => {
    const parameters = 700;
    const many = new Projector({ directions: 37, parameters, stream: stream(9) });
    const few = new Projector({ directions: 3, parameters, stream: stream(9) });
    const row = Float32Array.from(stream(10).normals(parameters));
    expect(few.project(row)).toEqual(many.project(row).slice(0, 3));
    const directions = stream(9).normals(3 * parameters);
    for (let i = 0; i < 3; i++) {
      const direction = directions.subarray(i * parameters, (i + 1) * parameters);
      const norm = Math.sqrt(direction.reduce((sum, x) => sum + x * x, 0));
      const expected = direction.reduce((sum, x, j) => sum + (x / norm) * row[j], 0);
      // f32 directions and sums: 1e-7 of the norm of the row, about 26.
      expect(few.project(row)[i]).toBeCloseTo(expected, 5);
    }
  });

  it('gives the same bits for rows together and one by one', () => {
    const projector = new Projector({ directions: 21, parameters: 1030, stream: stream(12) });
    const rows = [1, 2, 3].map((key) => Float32Array.from(stream(13, key).normals(1030)));
    const together = projector.projectRows(rows);
    rows.forEach((row, r) => {
      expect(projector.project(row)).toEqual(together.slice(r * 21, (r + 1) * 21));
    });
  });

  it('gives the same bits whether directions are kept or drawn again', () => {
    const parameters = 5001;
    const row = Float32Array.from(stream(15).normals(parameters));
    const settings = { directions: 37, parameters };
    const kept = new Projector({ ...settings, stream: stream(14) });
    const drawnAgain = new Projector({ ...settings, stream: stream(14), mostBytesKept: 1000 });
    const projected = kept.project(row);
    expect(drawnAgain.project(row)).toEqual(projected);
    expect(drawnAgain.project(row)).toEqual(projected);
  });

  it('refuses a row of another length', () => {
    const projector = new Projector({ directions: 2, parameters: 5, stream: stream(1) });
    expect(() => projector.project(new Float32Array(4))).toThrow(/rows of 5/);
  });
});
