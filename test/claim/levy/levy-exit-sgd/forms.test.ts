import { describe, expect, it } from 'vitest';
import { fitForm, forms } from '#heavytail/claim/levy/levy-exit-sgd/forms';
import { escapesOf, truths, wells } from './escapes.js';

describe('forms of the exit time', () => {
  it.each(forms)('$name fits escapes of its own law', (form) => {
    const escapes = escapesOf(form.name, 1);
    const fitted = fitForm(form, escapes);
    // The truths have the slopes 1.5 and 0.3; errors of 0.1 leave them within a few percent.
    expect(Math.abs(fitted.slope / (form.name === 'levy' ? 1.5 : 0.3) - 1)).toBeLessThan(0.03);
    for (const escape of escapes) {
      expect(Math.abs(fitted.predict(escape) - truths[form.name](escape))).toBeLessThan(0.2);
    }
  });

  it('keeps the exponent of Levy noise within 1 to 2', () => {
    const [levy] = forms;
    const steep = wells().map((well) => ({ ...well, logIterations: 2 * truths.levy(well) }));
    expect(fitForm(levy!, steep).slope).toBe(2);
  });
});
