import { wideMinima } from '#heavytail/claim/finding/wide-minima/claim';
import type { EqualLossCell, EqualLossRun } from '#heavytail/claim/network/equalLoss';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { made } from '../../network/equalLossRuns.js';

const settings = { ...settingsOf('quick'), dataset: 'procedural-digits' };
const cells = wideMinima.plan(settings);
/** Log widths of minima by kind of noise. */
type Widths = Readonly<Record<string, number>>;
const wide: Widths = { 'full-batch': 0, sgd: 1, gaussian: 1, stable: 0 };
const narrow: Widths = { 'full-batch': 0, sgd: -1, gaussian: 0, stable: 0 };

function judged(widths: Widths, change: (run: EqualLossRun, cell: EqualLossCell) => EqualLossRun = (r) => r) {
  return wideMinima.judge(
    cells.map((cell) => change(made(cell, widths[cell.noise]!), cell)),
    settings,
  );
}

/** Another geometry for the runs of SGD. */
const ofSgd =
  (other: (geometry: NonNullable<EqualLossRun['geometry']>, replicate: number) => object) =>
  (run: EqualLossRun): EqualLossRun =>
    run.noise === 'sgd' && run.geometry !== null
      ? { ...run, geometry: { ...run.geometry, ...other(run.geometry, run.replicate) } }
      : run;

describe('wide-minima is decided', () => {
  it('by pairs from the same start, however much starts differ', () => {
    const shifted = (run: EqualLossRun): EqualLossRun => {
      const shift = 20 * (run.replicate % 3);
      const { trace, sharpness, basinWidth, ...others } = run.geometry!;
      return {
        ...run,
        geometry: {
          ...others,
          trace: trace - shift,
          sharpness: sharpness - shift,
          basinWidth: basinWidth + shift,
        },
      };
    };
    expect(judged(wide, shifted).verdict).toBe('supported');
    expect(judged(narrow, shifted).verdict).toBe('refuted');
  });

  it.each(['trace', 'sharpness', 'basinWidth'] as const)(
    'by all measures together: not where %s is the other way, or is not told from chance',
    (measure) => {
      const otherWay = ofSgd((geometry) => ({
        [measure]: geometry[measure] + (measure === 'basinWidth' ? -2 : 2),
      }));
      expect(judged(wide, otherWay).verdict).toBe('undecided');
      // Two of ten pairs the other way by as much: p = 112/1024.
      const scattered = ofSgd((geometry, replicate) => ({
        [measure]: geometry[measure] + (replicate < 2 ? 2 : 0) * (measure === 'basinWidth' ? -1 : 1),
      }));
      expect(judged(wide, scattered).verdict).toBe('undecided');
      expect(judged(wide, otherWay).open!.needs).toBe('measures of width that agree');
      expect(judged(wide, scattered).open!.needs).toMatch(/starts/);
      expect(judged(wide, scattered).open!.rule).toContain('2 of 3 measures wider, 0 narrower, 0 below');
    },
  );

  it.each(['trace', 'sharpness', 'basinWidth'] as const)(
    'not wider by all measures together: not where %s is wider by more than a quarter',
    (measure) => {
      const by = (shift: number, scatter = 0) =>
        judged(
          { ...wide, sgd: 0 },
          ofSgd((geometry, replicate) => ({
            [measure]: geometry[measure] + shift + scatter * (replicate % 2 ? 1 : -1),
          })),
        );
      // log 1.25 = 0.223, the scatter of means being 0.009.
      const sign = measure === 'basinWidth' ? 1 : -1;
      const verdicts = [-9, 0, 0.19, 0.26].map((shift) => by(sign * shift).verdict);
      expect(verdicts).toEqual(['refuted', 'refuted', 'refuted', 'undecided']);
      const unknown = by(0, 0.6);
      expect(unknown.verdict).toBe('undecided');
      expect(unknown.open!.needs).toMatch(/^about .* times the starts$/);
    },
  );

  it('as wider where it is wider by little', () => {
    expect(judged({ ...wide, sgd: 0.1 }).verdict).toBe('supported');
    expect(judged({ ...wide, sgd: 1, gaussian: 0.9 }).parts![2]!.verdict).toBe('supported');
    expect(judged({ ...wide, sgd: 1, gaussian: 1 }).parts![2]!.verdict).toBe('refuted');
    expect(judged({ ...wide, sgd: 1, gaussian: 2 }).parts![2]!.verdict).toBe('refuted');
  });

  it('not by fewer than two pairs', () => {
    const alone = (run: EqualLossRun): EqualLossRun => (run.replicate > 0 ? { ...run, geometry: null } : run);
    expect(judged(wide, alone).parts!.map(({ verdict }) => verdict)).toEqual(Array(4).fill('undecided'));
    expect(judged(wide, alone).parts![0]!.open!.needs).toBe('more starts');
  });

  it('says which noise does it only where SGD ends in wider minima', () => {
    expect(judged({ ...wide, gaussian: 0 }).reason).toContain('the tails take part');
    expect(judged({ ...wide, gaussian: 1 }).reason).toContain('no tails are needed');
    const { reason } = judged({ ...narrow, gaussian: -2 });
    expect(reason).not.toMatch(/tails|is open/);
  });

  it('leaves open which noise does it where Gaussian noise is told from neither', () => {
    const between = (run: EqualLossRun): EqualLossRun => {
      if (run.noise !== 'gaussian') return run;
      return made({ ...cells[0]!, ...run }, run.replicate % 2 ? 1.2 : -0.1);
    };
    expect(judged(wide, between).reason).toContain('is open');
  });
});

describe('a control that fails forbids the verdict', () => {
  it.each([
    ['sgd', wide, 'supported'],
    ['full-batch', wide, 'supported'],
    ['stable', narrow, 'refuted'],
  ])('more than one run of ten of %s does not arrive', (noise, widths, verdict) => {
    const missing = (count: number) =>
      judged(widths, (run) =>
        run.noise === noise && run.replicate < count ? { ...run, geometry: null, trainLoss: 0.3 } : run,
      );
    // What is left out is neither in the pairs nor in the mean loss.
    expect(missing(1).verdict).toBe(verdict);
    expect(missing(2).verdict).toBe('undecided');
    expect(missing(2).reason).toContain('38 of 40 arrived');
    expect(missing(2).parts![0]!.verdict).toBe(verdict);
  });

  it.each(['full-batch', 'sgd', 'gaussian', 'stable'])(
    'the loss of %s ends far below the target',
    (noise) => {
      const endingAt = (loss: number) => (run: EqualLossRun) =>
        run.noise === noise ? { ...run, trainLoss: loss } : run;
      // 0.085 is allowed.
      expect(judged(wide, endingAt(0.084)).verdict).toBe('undecided');
      expect(judged(narrow, endingAt(0.084)).verdict).toBe('undecided');
      expect(judged(wide, endingAt(0.086)).verdict).toBe('supported');
    },
  );
});
