import { expect, test } from 'vitest';
import { inAscii, typeset, typesetMarkup } from '#heavytail/typography';

test('a hyphen before a number is printed as a minus, and nothing else is', () => {
  expect(typeset('from -1 to 1, (-2.5 to -0.5), slope -.5')).toBe('from −1 to 1, (−2.5 to −0.5), slope −.5');
  for (const text of [
    'arXiv 1912-00018, path-17.csv, S-1, 1e-7',
    'for example --start=-1 or --start -1, --domain=-1,1',
    'Anderson-Darling, "-1"',
  ]) {
    expect(typeset(text)).toBe(text);
  }
});

test('laws have the names that people give them, and files keep theirs', () => {
  expect(typeset('a student-t law beats a normal-inverse-gaussian one; Levy noise')).toBe(
    'a Student’s t law beats a normal inverse Gaussian one; Lévy noise',
  );
  expect(typeset('runs/student-t.npy of student-t-2 and levy-walk')).toBe(
    'runs/student-t.npy of student-t-2 and levy-walk',
  );
});

test('of a page only the text is printed so, not code and not attributes', () => {
  expect(typesetMarkup('<td title="x -1">-1</td><code>draw -1</code><p>is -2 <b>student-t</b></p>')).toBe(
    '<td title="x -1">−1</td><code>draw -1</code><p>is −2 <b>Student’s t</b></p>',
  );
});

test('a terminal without Unicode gets words and numbers that can be read', () => {
  expect(inAscii('Lévy noise −1.5·10⁻⁷ ± 2, 3 × 4, x ≤ ∞ …, t²')).toBe(
    'Levy noise -1.5e-7 +/- 2, 3 x 4, x <= inf ..., t^2',
  );
});
