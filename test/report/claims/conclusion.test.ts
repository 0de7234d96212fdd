import { conclusionOf } from '#heavytail/report/claims/conclusion';
import type { Answer, Claim, ClaimOutcome, ClaimVerdict, Evidence } from 'heavytail/claim';
import { expect, test } from 'vitest';
import { sampleReport } from '../sample.js';

const template = sampleReport.claims[0].claim;

function outcome(
  id: string,
  claim: Partial<Claim>,
  verdict: ClaimVerdict,
  evidence: Partial<Evidence> = {},
): ClaimOutcome {
  return {
    status: 'judged',
    claim: { ...template, id, title: `Title of ${id}`, kind: 'finding', ...claim },
    evidence: {
      verdict,
      reason: `Reason of ${id}.`,
      statistics: [],
      controls: [],
      figures: [],
      tables: [],
      ...evidence,
    },
    seconds: 1,
  };
}

function answer(question: Answer['question'], rest: Partial<Answer> = {}): Answer {
  return { question, supported: 'It is so.', refuted: 'It is not so.', ...rest };
}

const motion = (group: Claim['group'], verdict: ClaimVerdict, evidence: Partial<Evidence> = {}) =>
  outcome(`${group}-${verdict}`, { group, answers: [answer('motion')] }, verdict, evidence);

const sectionsOf = (...outcomes: ClaimOutcome[]) => conclusionOf(outcomes).sections;
const headline = (...outcomes: ClaimOutcome[]) => sectionsOf(...outcomes)[0].answer;
const textsOf = (topic: string, ...outcomes: ClaimOutcome[]) =>
  sectionsOf(...outcomes)
    .find((section) => section.topic === topic)
    ?.sentences.map(({ text }) => text);

test('claims without answers, and a run without claims, have no conclusion', () => {
  expect(sectionsOf()).toEqual([]);
  expect(sectionsOf(outcome('a', {}, 'supported'), outcome('b', {}, 'refuted'))).toEqual([]);
});

test('a decided answer is its sentence with its scope, and names its claim', () => {
  const scope = 'for b ≤ 100, not from b = 500';
  const claim = { answers: [answer('noise'), answer('training')] };
  expect(sectionsOf(outcome('a', claim, 'refuted', { scope }))).toEqual([
    {
      topic: 'noise',
      question: 'What is the noise?',
      sentences: [{ text: `It is not so: ${scope}.`, claims: ['a'], verdict: 'refuted' }],
    },
    {
      topic: 'training',
      question: 'What moves the results of networks?',
      sentences: [{ text: `It is not so: ${scope}.`, claims: ['a'], verdict: 'refuted' }],
    },
  ]);
  expect(textsOf('noise', outcome('a', claim, 'supported'))).toEqual(['It is so.']);
  const answers = [answer('noise', { refuted: 'It is not so: no.' })];
  expect(textsOf('noise', outcome('a', { answers }, 'refuted', { scope }))).toEqual([
    'It is not so: no. For b ≤ 100, not from b = 500.',
  ]);
});

test('an answer of a part takes the verdict and scope of that part, unless a control failed', () => {
  const claim = { answers: [answer('noise', { part: 'tails' })] };
  const parts = [{ name: 'tails', verdict: 'supported' as const, reason: '', scope: 'at b = 1' }];
  expect(textsOf('noise', outcome('a', claim, 'refuted', { parts }))).toEqual(['It is so: at b = 1.']);
  const controls = [{ name: 'control', passed: false, value: '0.2' }];
  const broken = sectionsOf(outcome('a', claim, 'undecided', { parts, controls }));
  expect(broken.map(({ topic }) => topic)).toEqual(['open']);
  expect(sectionsOf(outcome('a', claim, 'supported', { parts: [] }))).toEqual([]);
});

test('the headline on motion follows from what speaks for jumps and for Brownian motion', () => {
  expect(headline(motion('levy', 'supported'), motion('brownian', 'refuted'))).toBe(
    'It jumps, and it does not move like Brownian motion.',
  );
  expect(headline(motion('levy', 'refuted'), motion('brownian', 'supported'))).toBe(
    'It moves like Brownian motion, and it does not jump as Lévy motion does.',
  );
  expect(headline(motion('levy', 'refuted'), motion('brownian', 'refuted'))).toMatch(/^It does neither/);
  expect(headline(motion('levy', 'supported'))).toMatch(/^It jumps; whether Brownian motion .* not decided/);
  expect(headline(motion('levy', 'supported'), motion('framework', 'refuted'))).toMatch(/^It jumps in part/);
  expect(headline(motion('levy', 'undecided'))).toBe('This run does not decide it.');
});

test.each(['supported', 'refuted'] as const)(
  'one answer that is open leaves it open what is %s',
  (verdict) => {
    const open = motion('framework', 'undecided');
    expect(headline(motion('levy', verdict), open)).toBe('This run does not decide it.');
    expect(headline(motion('levy', 'supported'), motion('levy', 'refuted'), open)).toMatch(
      /^It jumps in part/,
    );
  },
);

test('what is refuted as stated holds in part', () => {
  const scoped = motion('levy', 'refuted', { scope: 'at b = 1 only' });
  expect(headline(scoped, motion('brownian', 'supported'))).toMatch(/jumps only in part/);
});

test('a finding counts for the picture that it names, and for none where it names none', () => {
  const says = (speaksFor?: Answer['speaksFor']) =>
    outcome('f', { group: 'finding', answers: [answer('motion', { speaksFor })] }, 'supported');
  expect(headline(says('jumps'))).toMatch(/^It jumps/);
  expect(headline(says('brownian'))).toMatch(/^It moves like Brownian motion/);
  expect(headline(says())).toBe('This run does not decide it.');
});

test('theorem checks are counted by the assumption that they are made under', () => {
  const check = (id: string, group: Claim['group'], verdict: ClaimVerdict, scope?: string) =>
    outcome(id, { kind: 'theorem', group }, verdict, { scope });
  expect(
    textsOf(
      'theory',
      check('a', 'brownian', 'supported'),
      check('b', 'brownian', 'supported'),
      check('g', 'brownian', 'supported'),
      check('c', 'levy', 'supported'),
      check('d', 'levy', 'refuted', 'fails at α = 1.2'),
      check('e', 'levy', 'undecided'),
      check('f', 'framework', 'refuted'),
      check('h', 'beyond', 'supported'),
      check('i', 'beyond', 'supported'),
    ),
  ).toEqual([
    'All 3 laws under the Brownian assumption agree with simulation.',
    'Of 3 laws under the Lévy assumption, 1 agrees with simulation; 1 holds in part ' +
      '(“Title of d” (fails at α = 1.2)); 1 is undecided (“Title of e”).',
    'The one law of the framework that was tested does not agree with simulation: “Title of f”.',
    'Both laws beyond the paper agree with simulation.',
  ]);
});

test('what is open: failed controls, undecided findings with what they need, and what did not run', () => {
  const open = { rule: 'Share 0.3 (0.1 to 0.5) against at least 0.4', needs: '720 more minibatches' };
  const controls = [{ name: 'known noise is found', passed: false, value: '0.07' }];
  const part = { name: 'late', verdict: 'undecided' as const, reason: 'Late.', open };
  const lost = { ...template, id: 'lost', title: 'Title of lost' };
  expect(
    textsOf(
      'open',
      outcome('a', {}, 'undecided', { open }),
      outcome('b', {}, 'undecided', { controls }),
      outcome('c', { answers: [answer('noise', { part: 'late' })] }, 'supported', { parts: [part] }),
      outcome('d', {}, 'supported', { parts: [part] }),
      outcome('e', { kind: 'theorem' }, 'undecided', { open }),
      outcome('f', { kind: 'control' }, 'refuted'),
      { status: 'failed', claim: lost, reason: 'no memory', seconds: 0 },
      { status: 'interrupted', claim: lost },
    ),
  ).toEqual([
    'Title of b: a control failed (known noise is found: 0.07), so that nothing is decided.',
    'Title of f: this control of all training does not hold. Reason of f.',
    'Title of a: not decided: Share 0.3 (0.1 to 0.5) against at least 0.4. To decide it: 720 more minibatches.',
    'Title of c: not decided: part “late”, Share 0.3 (0.1 to 0.5) against at least 0.4. To decide it: 720 more minibatches.',
    'Title of lost: it failed to run.',
    'Title of lost: its run was stopped before its end.',
  ]);
});
