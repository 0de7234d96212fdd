import { expOf } from '../../../kernel/index.js';
import { fitForm, forms, type FormName, type MeasuredEscape } from './forms.js';
import type { Figure, Layer, Panel } from '../../../evidence/index.js';

/** Measured iterations against what the Levy form and the best form of Gaussian noise say, for SGD and for stable noise. */
export function exitSgdFigure(real: readonly MeasuredEscape[], stable: readonly MeasuredEscape[]): Figure {
  return {
    name: 'levy-exit-sgd',
    title: 'Exit times of SGD beside what the forms say',
    caption:
      'Each point is a well of a real loss with one batch size and step size: iterations that SGD took to leave it, against those of two fitted forms. On the dashed line both agree. Left: SGD with minibatches; right: the same wells with alpha-stable noise.',
    panels: [panelOf('SGD with minibatches', real), panelOf('alpha-stable noise', stable)],
  };
}

function panelOf(title: string, escapes: readonly MeasuredEscape[]): Panel {
  const measured = escapes.map(({ logIterations }) => expOf(logIterations));
  const ends = [Math.min(...measured) / 2, Math.max(...measured) * 2];
  const points = (name: FormName, label: string, role: 'levy' | 'brownian'): Layer => {
    const form = forms.find((candidate) => candidate.name === name)!;
    const fitted = fitForm(form, escapes);
    return {
      mark: 'points',
      label,
      role,
      x: escapes.map((escape) => expOf(fitted.predict(escape))),
      y: measured,
    };
  };
  return {
    title,
    x: { label: 'iterations that the form says', scale: 'log' },
    y: { label: 'iterations', scale: 'log' },
    layers: [
      { mark: 'line', label: 'agreement', role: 'theory', x: ends, y: ends },
      points('levy', 'Lévy form', 'levy'),
      points('quasi-potential', 'Freidlin–Wentzell', 'brownian'),
    ],
  };
}
