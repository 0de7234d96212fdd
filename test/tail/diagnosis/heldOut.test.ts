import { draw, laplace, logDensity, normalDistribution, stream } from 'heavytail/law';
import { compareModels, type ModelComparison, type NoiseMatrix } from 'heavytail/tail';
import { standardisedByEven } from '#heavytail/tail/diagnosis/lawAcceptance';
import { describe, expect, it } from 'vitest';

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;

function rowsOf(columns: readonly Float64Array[]): NoiseMatrix {
  const rows = columns[0].length;
  const values = Float64Array.from({ length: rows * columns.length }, (_, i) => {
    return columns[i % columns.length][Math.floor(i / columns.length)];
  });
  return { rows, columns: columns.length, values };
}

/** Makes so many of the even values equal to their median. */
function tie(column: Float64Array, values: number): void {
  const even = Array.from(column.keys())
    .filter((p) => p % 2 === 0)
    .sort((a, b) => column[a] - column[b]);
  const middle = Math.floor((even.length - 1) / 2);
  for (const p of even.slice(middle - 4, middle - 4 + values)) column[p] = column[even[middle]];
}

function columnsOf({ rows, columns, values }: NoiseMatrix): Float64Array[] {
  return Array.from({ length: columns }, (_, j) =>
    Float64Array.from({ length: rows }, (__, p) => values[p * columns + j]),
  );
}

/** Mean log density of each odd row, column by column: what laws are compared by. */
function rowScores(noise: NoiseMatrix, { law }: ModelComparison['models'][number]): number[] {
  const odd = columnsOf(noise).map((column) => standardisedByEven(column)!.odd);
  const scores = odd.map((column) => logDensity(law!, column));
  return Array.from(odd[0], (_, row) => mean(scores.map((score) => score[row])));
}

describe('compareModels', () => {
  const [rows, columns] = [160, 12];
  // Columns of every location and scale.
  const made = Array.from({ length: columns + 1 }, (_, j) =>
    draw(laplace(), rows, stream(2, 'laplace', j)).map((x) => 2 ** j * (x + j)),
  );
  // Of 80 even rows 9 may have the median: a tenth and one more. The last column has one too many.
  tie(made[columns - 1], 9);
  tie(made[columns], 10);
  const noise = rowsOf(made.slice(0, columns));
  const found = compareModels(rowsOf(made), stream(2))!;
  const named = Object.fromEntries(found.models.map((model) => [model.name, model]));

  it('leaves out a column in which more than a tenth of the values is the median', () => {
    expect(found).toMatchObject({ columns: 12, values: 1920 });
  });

  it('compares six laws', () => {
    expect(Object.keys(named).sort()).toEqual(
      ['stable', 'student-t', 'normal-inverse-gaussian', 'laplace', 'gaussian-mixture', 'gaussian'].sort(),
    );
    expect(found.stable).toBe(named.stable.law);
    expect(named.stable.parameters).toMatchObject({ alpha: found.stable!.alpha });
  });

  it('scores each law by its mean log density in the odd rows, the best first', () => {
    const scores = found.models.map(({ heldOutLogLikelihood }) => heldOutLogLikelihood);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    for (const model of found.models.filter(({ law }) => law !== undefined)) {
      expect(model.heldOutLogLikelihood).toBeCloseTo(mean(rowScores(noise, model)), 10);
    }
  });

  it("has Vuong's z of each law against the best, row by row", () => {
    const [best] = found.models;
    expect(best.law).toBeDefined();
    expect(best).toMatchObject({ vuongZ: 0, rejected: false });
    const bestScores = rowScores(noise, best);
    for (const model of found.models.slice(1).filter(({ law }) => law !== undefined)) {
      const differences = rowScores(noise, model).map((score, row) => score - bestScores[row]);
      const centre = mean(differences);
      const variance = differences.reduce((sum, x) => sum + (x - centre) ** 2, 0) / (differences.length - 1);
      expect(model.vuongZ).toBeCloseTo(centre / Math.sqrt(variance / differences.length), 8);
    }
  });

  it('calls beaten what is below the best with p < 0.001, and tests the other laws and the stable one', () => {
    expect([named.gaussian, named.stable]).toMatchObject([{ rejected: true }, { rejected: true }]);
    for (const { name, vuongZ, rejected, acceptance } of found.models) {
      expect(rejected, name).toBe(normalDistribution(vuongZ) < 0.001);
      const tested = name === 'stable' || (!rejected && name !== 'gaussian-mixture');
      expect(acceptance !== undefined, name).toBe(tested);
      if (acceptance !== undefined)
        expect(acceptance * columns).toBeCloseTo(Math.round(acceptance * columns), 9);
    }
  });
});

describe('compareModels leaves out', () => {
  it('all of them where none has a spread', () => {
    const values = new Float64Array(2 * 40).fill(3);
    expect(compareModels({ rows: 40, columns: 2, values }, stream(2))).toBeUndefined();
  });

  it('columns beyond 40,000 values', () => {
    // 2 of 12 columns are looked at, of which one alone has a spread.
    const long = 20_000;
    const first = stream(4).permutation(12)[2];
    const values = new Float64Array(long * 12).map((_, i) => (i % 12 === first ? Math.sin(i) : 0));
    expect(compareModels({ rows: long, columns: 12, values }, stream(4))).toBeUndefined();
  });
});
