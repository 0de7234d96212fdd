import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analysisSchema } from '#heavytail/analysis/index';
import { expect, it } from 'vitest';
import { heavytail } from '../cli/command.js';
import { need } from '../needs.js';

const folder = fileURLToPath(new URL('../../recorder', import.meta.url));

/** Without files of bytecode in the recorder's folder. */
const environment = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: folder };

const pythonWith = (module: string) =>
  ['python3', '/usr/bin/python3'].find(
    (python) => spawnSync(python, ['-c', `import numpy, ${module}`]).status === 0,
  );
const torch = pythonWith('torch');
const plain = pythonWith('unittest');

function unittest(python: string, file: string): string {
  const { status, stderr } = spawnSync(python, ['-m', 'unittest', file], {
    cwd: folder,
    encoding: 'utf8',
    env: environment,
  });
  return status === 0 ? (stderr.match(/^Ran \d+ tests/m)?.[0] ?? 'Ran 0 tests') : stderr;
}

need('PyTorch and NumPy', torch !== undefined).describe('the recorder for PyTorch', () => {
  it('passes its tests', () => {
    expect(unittest(torch!, 'test_heavytail_torch.py')).toMatch(/^Ran [89] tests/);
  });

  it('writes what is analysed, layer by layer', async () => {
    const place = mkdtempSync(join(tmpdir(), 'heavytail-recorder-'));
    try {
      const script = join(place, 'run.py');
      writeFileSync(
        script,
        `
import torch
from heavytail_torch import GradientRecorder
torch.manual_seed(1)
model = torch.nn.Sequential(torch.nn.Linear(5, 40), torch.nn.Tanh(), torch.nn.Linear(40, 1))
x = torch.randn(400, 5)
data = torch.utils.data.TensorDataset(x, x.sum(1, keepdim=True) + torch.randn(400, 1))
loss = lambda model, batch: torch.nn.functional.mse_loss(model(batch[0]), batch[1])
GradientRecorder(model, loss, data, ${JSON.stringify(join(place, 'grads'))}, minibatches=300, batch_size=100, full_gradient=True)(0)
`,
      );
      execFileSync(torch!, [script], { env: environment });
      const { code, out } = await heavytail(['analyze', join(place, 'grads'), '--json', '--quiet']);
      const { tensors } = analysisSchema.parse(JSON.parse(out));
      expect(code).toBe(0);
      expect(tensors.map(({ name }) => name)).toEqual(['0.weight', '0.bias', '2.weight', '2.bias']);
      for (const tensor of tensors) expect(tensor).toMatchObject({ step: 0, minibatches: 300 });
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });
});

need('NumPy', plain !== undefined).describe('the recorder for JAX', () => {
  it('passes its tests on a stand-in for jax', () => {
    expect(unittest(plain!, 'test_heavytail_jax.py')).toMatch(/^Ran [4-9] tests/);
  });
});
