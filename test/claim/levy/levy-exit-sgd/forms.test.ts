import { describe, expect, it } from 'vitest';
import { fitForm, forms, formWord, heldOutErrors, powerOf } from '#heavytail/claim/levy/levy-exit-sgd/forms';
import { escapesOf, truths, wells } from './escapes.js';

describe('forms of the exit time', () => {
  it.each(forms)('$name fits escapes of its own law, whatever the constant of a well', (form) => {
    const all = escapesOf(form.name, 1);
    const names = [...new Set(all.map(({ well }) => well))];
    const escapes = all.map((escape) => ({
      ...escape,
      logIterations: escape.logIterations + 3 * names.indexOf(escape.well),
    }));
    const fitted = fitForm(form, escapes);
    // The truths have the slopes 1.5 and 0.3; errors of 0.1 leave them within a few percent.
    expect(Math.abs(fitted.slope / (form.name === 'levy' ? 1.5 : 0.3) - 1)).toBeLessThan(0.03);
    for (const escape of escapes) {
      expect(Math.abs(fitted.predict(escape) - escape.logIterations)).toBeLessThan(0.6);
    }
    expect(fitted.errorIn(escapes)).toBeLessThan(0.02);
    for (const error of heldOutErrors(form, escapes)) expect(error).toBeLessThan(0.03);
  });

  it('keeps the exponent of Lévy noise within 1 to 2, and finds any power', () => {
    const [levy] = forms;
    const as = (factor: number) =>
      wells().map((well) => ({
        ...well,
        logIterations: factor * (truths.levy(well) + Math.log(well.batchSize)) - Math.log(well.batchSize),
      }));
    expect(fitForm(levy, as(2)).slope).toBe(2);
    expect(fitForm(levy, as(0.5)).slope).toBe(1);
    expect(powerOf(as(2))).toBeCloseTo(3, 10);
    expect(powerOf(as(0.5))).toBeCloseTo(0.75, 10);
  });

  it('have names for sentences', () => {
    expect(forms.map(({ name }) => formWord(name))).toContain('Kramers');
  });
});
