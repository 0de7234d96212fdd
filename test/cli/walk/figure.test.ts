import { motionOf } from '#heavytail/cli/motion/motion';
import { walkFigure } from '#heavytail/cli/walk/figure';
import { expect, test } from 'vitest';

const motion = motionOf({ potential: 'double-well', driver: 'levy', noiseScale: 0.1 }, 'walk');

/** A path that rests at -1, but for single steps. */
function path(excursions: Readonly<Record<number, number>> = {}): Float64Array {
  return Float64Array.from({ length: 20_000 }, (_, k) => excursions[k] ?? -1);
}

const figure = walkFigure(motion, [path({ 500: 40, 700: 30, 9000: -25 }), path()]);
const notes = figure.panels.map(({ layers }) => layers.find(({ mark }) => mark === 'notes'));

test('each path has a panel, on one axis of places', () => {
  expect(figure.panels.map(({ title }) => title)).toEqual(['path 0', 'path 1', 'time at each place']);
  expect(figure.panels[0].y.domain).toEqual(figure.panels[1].y.domain);
  expect(figure.panels[0].y.domain![1]).toBeLessThan(2);
});

test('the farthest excursions beyond the frame are marked with their places', () => {
  expect(notes[0]).toMatchObject({ y: [40, -25], texts: ['40', '−25'] });
  expect(notes[0]!.x).toEqual([500 * motion.timeStep, 9000 * motion.timeStep]);
  expect(notes[1]!.y).toEqual([]);
  expect(figure.caption).toContain('An arrow shows when a path is farthest beyond it');
});

test('where no path leaves the frame, no arrow is spoken of', () => {
  expect(walkFigure(motion, [path()]).caption).not.toContain('arrow');
});
