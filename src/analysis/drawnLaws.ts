import type { Layer } from '../evidence/index.js';
import { normal, normalQuantile, type Law } from '../law/index.js';
import type { NoiseEvidence } from '../tail/index.js';

const modelNames: Readonly<Record<string, string>> = {
  gaussian: 'Gaussian',
  'student-t': 'Student’s t',
  stable: 'alpha-stable',
  laplace: 'Laplace',
  'normal-inverse-gaussian': 'normal inverse Gaussian',
};

/** A law to draw, and the part it plays in the figure. */
export interface Drawn {
  readonly label: string;
  readonly role: Layer['role'];
  readonly law: Law;
}

/** The best law, the stable one and the Gaussian one, each once. */
export function lawsOf({ models }: NoiseEvidence): Drawn[] {
  const fitted = (models?.models ?? []).filter(({ law }) => law !== undefined);
  const best = fitted[0];
  const wanted = [
    { model: best, role: 'theory' as const },
    { model: fitted.find(({ name }) => name === 'stable'), role: 'levy' as const },
    { model: fitted.find(({ name }) => name === 'gaussian'), role: 'brownian' as const },
  ];
  // A sample of one quartile range; where no law was fitted the Gaussian one is what there is to compare.
  if (fitted.length === 0)
    return [{ label: 'Gaussian', role: 'brownian', law: normal({ deviation: 0.5 / normalQuantile(0.75) }) }];
  const drawn: Drawn[] = [];
  for (const { model, role } of wanted) {
    if (model?.law === undefined || drawn.some(({ law }) => law === model.law)) continue;
    // The best law keeps its own colour if it is the stable or the Gaussian one.
    const own = model.name === 'stable' ? 'levy' : model.name === 'gaussian' ? 'brownian' : role;
    drawn.push({ label: modelNames[model.name] ?? model.name, role: own, law: model.law });
  }
  return drawn;
}
