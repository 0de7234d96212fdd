import { expOf } from '../../../kernel/index.js';
import { fitForm, forms, type FormName, type MeasuredEscape } from './forms.js';
import { line, logAxis, points, prose, type Figure, type Panel, type Role } from '../../../evidence/index.js';

/**
 * Measured iterations against what the Levy form and the best form of Gaussian noise say, for SGD and for
 * stable noise.
 */
export function exitSgdFigure(real: readonly MeasuredEscape[], stable: readonly MeasuredEscape[]): Figure {
  return {
    name: 'levy-exit-sgd',
    title: 'Exit times of SGD beside what the forms say',
    caption: prose(
      'Each point is a well of a real loss with one batch size and step size: iterations that SGD took to',
      'leave it, against those of two fitted forms. On the dashed line both agree. Left: SGD with',
      'minibatches; right: the same wells with alpha-stable noise.',
    ),
    panels: [panelOf('SGD with minibatches', real), panelOf('alpha-stable noise', stable)],
  };
}

function panelOf(title: string, escapes: readonly MeasuredEscape[]): Panel {
  const measured = escapes.map(({ logIterations }) => expOf(logIterations));
  const ends = [Math.min(...measured) / 2, Math.max(...measured) * 2];
  const against = (name: FormName, label: string, role: Role) => {
    const { predict } = fitForm(forms.find((candidate) => candidate.name === name)!, escapes);
    const said = escapes.map((escape) => expOf(predict(escape)));
    return points(label, role, said, measured);
  };
  return {
    title,
    x: logAxis('iterations that the form says'),
    y: logAxis('iterations'),
    layers: [
      line('agreement', 'theory', ends, ends),
      against('levy', 'Lévy form', 'levy'),
      against('quasi-potential', 'Freidlin–Wentzell', 'brownian'),
    ],
  };
}
