/**
 * How text looks to people. Sentences are written with the signs of a keyboard and laws have the names of
 * programs; where a person reads them, the terminal or a page, they pass through here once. JSON and CSV
 * never do.
 */

const laws: Readonly<Record<string, string>> = {
  'student-t': 'Student’s t',
  'normal-inverse-gaussian': 'normal inverse Gaussian',
  'gaussian-mixture': 'Gaussian mixture',
  'generalised-pareto': 'generalised Pareto',
};

const lawName = new RegExp(`(?<![\\w/.-])(${Object.keys(laws).join('|')})(?![\\w/-]|\\.\\w)`, 'g');
/** A minus stands before a number or α, and after nothing that makes it a hyphen, an option or its value. */
const minus = /(?<=^|[\s([{=±×^])(?<!--[\w-]+[ =])-(?=\.?\d|∞|α|\()/g;

/**
 * "alpha-stable" as a label alone, or as a word of a sentence, which stands before what it describes or after
 * a verb or a count. Elsewhere it is the id of a claim, an option or a file, and stays as it is.
 */
const label = /^alpha-stable$/;
const describing = /(?<![\w/."'<-])(?<!--[\w-]+[ =])alpha-stable(?= [\w(])/g;
const described = /(?<=\b(?:is|are|be|not|\d+) )alpha-stable\b(?![\w/-]|\.\w)/g;
/** The index of a law as a word or in a formula; not an option, a path, or the name of a row of a table. */
const index =
  /(?<![\w/.'"<]|-|--[\w-]+[ =])alpha(?![\w'">=-]|\.\w|\/[a-z]| {2})|(?<=\b\d\/|\)\/|\bC_|[ ^(]-)alpha\b/g;

/** Text with the Greek letter of "alpha-stable" and of the index. */
export function withAlpha(text: string): string {
  return [label, describing, described]
    .reduce((found, place) => found.replace(place, 'α-stable'), text)
    .replace(index, 'α');
}

/**
 * Text as it is printed: minus signs for hyphens before numbers, the names of laws and people in full, and
 * α-stable for alpha-stable.
 */
export function typeset(text: string): string {
  return withAlpha(text)
    .replace(minus, '−')
    .replace(lawName, (name) => laws[name])
    .replace(/\bLevy\b/g, 'Lévy');
}

/** What is no text of a page: tags, and what is to be copied or drawn as it is. */
const tags = /(<(code|pre|style|script|math|annotation)\b.*?<\/\2>|<[^>]*>)/s;

/** HTML or SVG with its text as it is printed; code, formulas and attributes stay. */
export function typesetMarkup(markup: string): string {
  // Split by a pattern of two groups, every third part is text.
  return markup
    .split(new RegExp(tags, 'gs'))
    .map((part, i) => (i % 3 === 0 ? typeset(part) : i % 3 === 1 ? part : ''))
    .join('');
}

const ascii: Readonly<Record<string, string>> = {
  '−': '-',
  '–': '-',
  '×': 'x',
  '·': '*',
  '±': '+/-',
  '≤': '<=',
  '≥': '>=',
  '∞': 'inf',
  '…': '...',
  '’': "'",
  é: 'e',
  α: 'alpha',
  β: 'beta',
  ε: 'epsilon',
  η: 'eta',
  λ: 'lambda',
  σ: 'sigma',
};
const powers = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Text for a terminal that shows ASCII alone: its numbers and words stay readable. */
export function inAscii(text: string): string {
  return text
    .replace(/·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, power: string) => `e${raised(power)}`)
    .replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (power) => `^${raised(power)}`)
    .replace(/[^\n -~]/g, (sign) => ascii[sign] ?? sign);
}

function raised(power: string): string {
  return [...power].map((digit) => (digit === '⁻' ? '-' : powers.indexOf(digit))).join('');
}
