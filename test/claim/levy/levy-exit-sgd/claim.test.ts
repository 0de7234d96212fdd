import { describe, expect, it } from 'vitest';
import type { FormName } from '#heavytail/claim/levy/levy-exit-sgd/forms';
import { levyExitSgd } from '#heavytail/claim/levy/levy-exit-sgd/claim';
import { type ExitSgdResult } from '#heavytail/claim/levy/levy-exit-sgd/run';
import { settingsOf } from '../../exitWorlds.js';
import { escapesOf } from './escapes.js';
import { expectFinite } from '../../finite.js';

const settings = { ...settingsOf('smoke'), dataset: 'procedural-digits' };

function judged(real: FormName, gaussian: FormName = 'quasi-potential', stable: FormName = 'levy') {
  const results: ExitSgdResult[] = [
    { world: 'minibatches', escapes: escapesOf(real, 1) },
    { world: 'gaussian', escapes: escapesOf(gaussian, 2) },
    { world: 'stable', escapes: escapesOf(stable, 3) },
  ];
  return levyExitSgd.judge(results, settings);
}

describe('levy-exit-sgd', () => {
  it('is supported where iterations follow the Levy form', () => {
    const evidence = judged('levy');
    expect(evidence.verdict).toBe('supported');
    expectFinite(evidence);
  });

  it.each<FormName>(['kramers', 'xie', 'log-barrier', 'quasi-potential'])(
    'is refuted where they follow %s',
    (law) => {
      expect(judged(law).verdict).toBe('refuted');
    },
  );

  it('is undecided where a world of known law is not recognised', () => {
    expect(judged('levy', 'levy')).toMatchObject({ verdict: 'undecided' });
    expect(judged('levy', 'kramers', 'kramers').reason).toContain('A control failed');
  });
});
