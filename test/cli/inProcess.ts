import { runProgram } from '#heavytail/cli/program';
import { vi } from 'vitest';
import type { Ended } from './command.js';

/** The program in this process: what it prints, and its exit code. */
export async function program(args: readonly string[]): Promise<Ended> {
  const said = { out: '', err: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name === 'stdout' ? 'out' : 'err'] += String(text);
      return true;
    }),
  );
  try {
    return { code: await runProgram(args, { claims: [] }), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
