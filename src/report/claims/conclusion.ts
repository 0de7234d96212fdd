import type { Answer, Claim, ClaimOutcome, Question } from '../../claim/index.js';
import { openInWords, type Evidence } from '../../evidence/index.js';
import { motionHeadline, type Spoken } from './motionHeadline.js';
import type { Conclusion, ConclusionSection, ConclusionSentence } from './schema.js';
import { theorySentences } from './theorySentences.js';

/**
 * The conclusion of a report: what the verdicts say on the questions that people ask, by fixed sentences.
 * Nothing here is weighed: a finding brings its own sentences, one for each way in which it can be decided;
 * theorem checks are counted; and the headline on motion follows from a table.
 */

const questions: Readonly<Record<ConclusionSection['topic'], string>> = {
  motion: 'Does SGD move like Brownian motion, or does it jump?',
  noise: 'What is the noise?',
  'published-number': 'What does the published tail index measure?',
  theory: 'What does theory get right?',
  training: 'What moves the results of networks?',
  open: 'What is open?',
};

type Judged = Extract<ClaimOutcome, { readonly status: 'judged' }>;

/**
 * What the verdicts of a run say, question by question; questions on which it says nothing are left out.
 *
 * @param outcomes - of the claims of a run, any subset of them
 */
export function conclusionOf(outcomes: readonly ClaimOutcome[]): Conclusion {
  const judged = outcomes.filter((outcome) => outcome.status === 'judged');
  const topics = Object.keys(questions) as ConclusionSection['topic'][];
  const sections = topics.map((topic): ConclusionSection => {
    if (topic === 'theory') return section(topic, theorySentences(judged));
    if (topic === 'open') return section(topic, openSentences(outcomes));
    const spoken = judged.flatMap((outcome) => spokenBy(outcome, topic));
    const sentences = spoken.flatMap((one) => sentenceOf(one) ?? []);
    return topic === 'motion' && spoken.length > 0
      ? { ...section(topic, sentences), answer: motionHeadline(spoken) }
      : section(topic, sentences);
  });
  return {
    sections: sections.filter(({ answer, sentences }) => answer !== undefined || sentences.length > 0),
  };
}

function section(topic: ConclusionSection['topic'], sentences: ConclusionSentence[]): ConclusionSection {
  return { topic, question: questions[topic], sentences };
}

/** Answers of a claim to a question, each with the verdict that it hangs on. */
function spokenBy({ claim, evidence }: Judged, topic: Question): Spoken[] {
  const answers = (claim.answers ?? []).filter(({ question }) => question === topic);
  return answers.flatMap((answer) => {
    const decided = verdictBehind(answer, evidence);
    return decided === undefined ? [] : [{ claim, answer, ...decided }];
  });
}

/** A failed control of the claim forbids the verdicts of its parts, too. */
function verdictBehind({ part }: Answer, evidence: Evidence): Pick<Spoken, 'verdict' | 'scope'> | undefined {
  const { verdict, scope, parts = [], controls } = evidence;
  if (part === undefined) return { verdict, scope };
  const found = parts.find(({ name }) => name === part);
  if (found === undefined) return undefined;
  const forbidden = controls.some(({ passed }) => !passed);
  return { verdict: forbidden ? 'undecided' : found.verdict, scope: found.scope };
}

function sentenceOf({ claim, answer, verdict, scope }: Spoken): ConclusionSentence | undefined {
  if (verdict === 'undecided') return undefined;
  const text = withScope(answer[verdict], scope);
  return { text, claims: [claim.id], verdict };
}

/** A sentence with its scope: after a colon, or as one more sentence where it has a colon already. */
export function withScope(sentence: string, scope: string | undefined): string {
  if (scope === undefined) return sentence;
  const found = `${scope.replace(/\.$/, '')}.`;
  return sentence.includes(':')
    ? `${sentence} ${found.charAt(0).toUpperCase()}${found.slice(1)}`
    : `${sentence.replace(/\.$/, '')}: ${found}`;
}

/** What was not decided and what would decide it: failed controls first, what did not run last. */
function openSentences(outcomes: readonly ClaimOutcome[]): ConclusionSentence[] {
  const judged = outcomes.filter((outcome) => outcome.status === 'judged');
  const failed = judged.flatMap(({ claim, evidence }) => {
    const control = evidence.controls.find(({ passed }) => !passed);
    if (control !== undefined) {
      const text = `a control failed (${control.name}: ${control.value}), so that nothing is decided.`;
      return [openOne(claim, text)];
    }
    const missed = claim.kind === 'control' && evidence.verdict !== 'supported';
    return missed ? [openOne(claim, `this control of all training does not hold. ${evidence.reason}`)] : [];
  });
  const findings = judged.filter(
    ({ claim, evidence }) => claim.kind === 'finding' && evidence.controls.every(({ passed }) => passed),
  );
  const undecided = findings.flatMap(({ claim, evidence }) =>
    openOf(claim, evidence).map((text) => openOne(claim, text)),
  );
  const lost = outcomes.flatMap(({ status, claim }) =>
    status === 'judged'
      ? []
      : [openOne(claim, status === 'failed' ? 'it failed to run.' : 'its run was stopped before its end.')],
  );
  return [...failed, ...undecided, ...lost];
}

function openOne(claim: Claim, text: string): ConclusionSentence {
  return { text: `${claim.title}: ${text}`, claims: [claim.id], verdict: 'undecided' };
}

/** Why a finding is undecided; of a decided one, which of the parts that answer a question are. */
function openOf({ answers = [] }: Claim, { verdict, open, reason, parts = [] }: Evidence): string[] {
  if (verdict === 'undecided') return [lowerFirst(open === undefined ? reason : openInWords(open))];
  const asked = parts.filter(
    ({ name, verdict }) => verdict === 'undecided' && answers.some(({ part }) => part === name),
  );
  return asked.map((part) =>
    part.open === undefined
      ? `part “${part.name}” is not decided. ${part.reason}`
      : lowerFirst(openInWords({ ...part.open, rule: `part “${part.name}”, ${part.open.rule}` })),
  );
}

/** As it goes on after a colon; names that begin with a capital letter alone, as in SGD, keep it. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
