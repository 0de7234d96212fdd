import type { ClaimGroup, ClaimOutcome } from '../../claim/index.js';
import type { ClaimVerdict } from '../../evidence/index.js';
import type { ConclusionSentence } from './schema.js';

type Judged = Extract<ClaimOutcome, { readonly status: 'judged' }>;

const assumptions: Readonly<Record<ClaimGroup, string>> = {
  brownian: 'under the Brownian assumption',
  levy: 'under the Lévy assumption',
  framework: 'of the framework',
  finding: 'on training',
  beyond: 'beyond the paper',
};

/** How many of the laws under each assumption agree with simulation, and which do not. */
export function theorySentences(judged: readonly Judged[]): ConclusionSentence[] {
  const checks = judged.filter(({ claim }) => claim.kind === 'theorem');
  return (Object.keys(assumptions) as ClaimGroup[]).flatMap((group) => {
    const mine = checks.filter(({ claim }) => claim.group === group);
    return mine.length === 0 ? [] : [sentenceOf(group, mine)];
  });
}

function sentenceOf(group: ClaimGroup, checks: readonly Judged[]): ConclusionSentence {
  const claims = checks.map(({ claim }) => claim.id);
  const laws = `${checks.length === 1 ? 'law' : 'laws'} ${assumptions[group]}`;
  if (checks.length === 1) {
    const [{ evidence }] = checks;
    const text = `The one ${laws} that was tested ${alone[countedAs(checks[0])]}: ${nameOf(checks[0])}.`;
    return { text, claims, verdict: evidence.verdict };
  }
  const named = (wanted: Outcome) => checks.filter((check) => countedAs(check) === wanted).map(nameOf);
  const [agreeing, partly, contrary, open] = outcomes.map(named);
  if (agreeing.length === checks.length) {
    const all = checks.length === 2 ? 'Both' : `All ${checks.length}`;
    return { text: `${all} ${laws} agree with simulation.`, claims };
  }
  const does = (names: readonly string[], one: string, several: string) =>
    names.length === 0 ? [] : [`${names.length} ${names.length === 1 ? one : several}`];
  const parts = [
    ...does(agreeing, 'agrees with simulation', 'agree with simulation'),
    ...does(partly, 'holds in part', 'hold in part').map(listing(partly)),
    ...does(contrary, 'does not agree', 'do not agree').map(listing(contrary)),
    ...does(open, 'is undecided', 'are undecided').map(listing(open)),
  ];
  return { text: `Of ${checks.length} ${laws}, ${parts.join('; ')}.`, claims };
}

function listing(names: readonly string[]): (text: string) => string {
  return (text) => `${text} (${names.join(', ')})`;
}

/** A check that is refuted, and says where its statement holds, holds in part. */
type Outcome = ClaimVerdict | 'in part';
const outcomes: readonly Outcome[] = ['supported', 'in part', 'refuted', 'undecided'];

function countedAs({ evidence: { verdict, scope } }: Judged): Outcome {
  return verdict === 'refuted' && scope !== undefined ? 'in part' : verdict;
}

const alone: Readonly<Record<Outcome, string>> = {
  supported: 'agrees with simulation',
  'in part': 'holds in part',
  refuted: 'does not agree with simulation',
  undecided: 'is undecided',
};

/** Title of a check, and where it holds if that is not everywhere. */
function nameOf({ claim, evidence }: Judged): string {
  return `“${claim.title}”${evidence.scope === undefined ? '' : ` (${evidence.scope.replace(/\.$/, '')})`}`;
}
