import type { Answer, Claim } from '../../claim/index.js';
import type { ClaimVerdict } from '../../evidence/index.js';

/** An answer with the verdict that it hangs on. */
export interface Spoken {
  readonly claim: Pick<Claim, 'id' | 'group'>;
  readonly answer: Answer;
  readonly verdict: ClaimVerdict;
  readonly scope?: string;
}

/** What the answers for one picture of the motion come to. */
type Stand = 'yes' | 'no' | 'partly' | 'open';

/**
 * The headline by what the answers say of jumps (first word) and of Brownian motion (second word).
 */
const headlines: Readonly<Record<`${Stand} ${Stand}`, string>> = {
  'yes yes': 'Both pictures hold in what was measured of each: it depends on what is asked.',
  'yes no': 'It jumps, and it does not move like Brownian motion.',
  'yes partly': 'It jumps; Brownian motion describes it only in part.',
  'yes open': 'It jumps; whether Brownian motion describes it as well is not decided.',
  'no yes': 'It moves like Brownian motion, and it does not jump as Lévy motion does.',
  'no no': 'It does neither: it does not jump as Lévy motion does, nor does it move like Brownian motion.',
  'no partly': 'It does not jump as Lévy motion does; Brownian motion describes it only in part.',
  'no open': 'It does not jump as Lévy motion does; whether it moves like Brownian motion is not decided.',
  'partly yes': 'It moves like Brownian motion, and it jumps only in part of what was measured.',
  'partly no': 'It jumps in part of what was measured, and it does not move like Brownian motion.',
  'partly partly': 'It depends on what is asked: each picture holds in part of what was measured.',
  'partly open':
    'It jumps in part of what was measured; whether it moves like Brownian motion is not decided.',
  'open yes': 'It moves like Brownian motion in what was decided; whether it jumps is not decided.',
  'open no': 'It does not move like Brownian motion; whether it jumps is not decided.',
  'open partly': 'Brownian motion describes it only in part; whether it jumps is not decided.',
  'open open': 'This run does not decide it.',
};

/**
 * The answer to the question of motion, by a table: a picture of the motion stands where every answer for it
 * is supported, falls where every one is refuted, and holds in part where decided ones differ or a refuted
 * one has a scope. Else it is open: what is decided may yet be contradicted by what is not.
 *
 * @param spoken - answers to that question with their verdicts
 */
export function motionHeadline(spoken: readonly Spoken[]): string {
  const [jumps, brownian] = (['jumps', 'brownian'] as const).map((picture) =>
    standOf(spoken.filter((one) => pictureOf(one) === picture)),
  );
  return headlines[`${jumps} ${brownian}`];
}

/** What a supported answer speaks for: what it says itself, or else the assumption of its claim. */
function pictureOf({ claim, answer }: Spoken): Answer['speaksFor'] {
  if (answer.speaksFor !== undefined) return answer.speaksFor;
  if (claim.group === 'brownian') return 'brownian';
  return claim.group === 'levy' || claim.group === 'framework' ? 'jumps' : undefined;
}

function standOf(spoken: readonly Spoken[]): Stand {
  const decided = spoken.filter(({ verdict }) => verdict !== 'undecided');
  const all = (wanted: ClaimVerdict) =>
    decided.every(
      ({ verdict, scope }) => verdict === wanted && (wanted !== 'refuted' || scope === undefined),
    );
  if (!all('supported') && !all('refuted')) return 'partly';
  if (decided.length === 0 || decided.length < spoken.length) return 'open';
  return all('supported') ? 'yes' : 'no';
}
