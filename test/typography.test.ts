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
  expect(typeset('the best law is gaussian-mixture (2)')).toBe('the best law is Gaussian mixture (2)');
  expect(typeset('runs/student-t.npy of student-t-2 and levy-walk')).toBe(
    'runs/student-t.npy of student-t-2 and levy-walk',
  );
});

test('alpha-stable is a word in sentences, and the id of a claim, a file or an option elsewhere', () => {
  for (const [written, printed] of [
    ['an alpha-stable law of alpha 1.57 beats', 'an α-stable law of α 1.57 beats'],
    ['The noise is alpha-stable.', 'The noise is α-stable.'],
    ['have tails, but not alpha-stable: a law', 'have tails, but not α-stable: a law'],
    ['alpha-stable noise (1.5) is found; alpha-stable 1.2', 'α-stable noise (1.5) is found; α-stable 1.2'],
    ['6 alpha-stable, 3 heavy-tailed', '6 α-stable, 3 heavy-tailed'],
    ['stable (alpha 1.8), alpha = 2, falls as 1/alpha - 1', 'stable (α 1.8), α = 2, falls as 1/α - 1'],
    ['For each alpha: of alpha/(2 C_alpha), as w^alpha', 'For each α: of α/(2 C_α), as w^α'],
    ['within 0.03 of (alpha - 1)/alpha', 'within 0.03 of (α - 1)/α'],
  ]) {
    expect(typeset(written)).toBe(printed);
    expect(inAscii(printed)).toBe(written);
  }
  for (const text of [
    'alpha-stable: begun; 3 min left for all',
    'Did you mean alpha-stable?',
    'The claims are: finite-variance, alpha-stable, levy-walk, alpha-stable.',
    'heavytail reproduce --only alpha-stable --seed 1',
    'heavytail reproduce --only alpha-stable and',
    'figures/alpha-stable.svg, alpha-stable.csv, "alpha-stable"',
    '--alpha 1.5, --noise-alpha=1.5, draw/alpha 1.5, <alpha>, alpha.csv, alpha/beta.csv, "alpha"',
    'alpha          1.52',
  ]) {
    expect(typeset(text)).toBe(text);
  }
});

test('a minus stands before a letter, too', () => {
  expect(typeset('to the power -alpha l')).toBe('to the power −α l');
});

test('a label of a page that is one word is set, and its attributes and code are not', () => {
  expect(typesetMarkup('<a id="alpha-stable">alpha-stable</a> <code>alpha-stable</code>')).toBe(
    '<a id="alpha-stable">α-stable</a> <code>alpha-stable</code>',
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
