import type { Command } from 'commander';
import { numberOf, wholeOf } from '../numberOptions.js';
import { readSeed, wordOf } from '../options.js';
import { pathOf } from '../pathOptions.js';
import { leastAlpha } from '../../law/index.js';
import { initialisations, lossNames, orders, schedules } from '../../net/index.js';
import { noiseKinds } from '../../training/index.js';
import type { TrainOptions } from './options.js';

/** Gives `train` its options and what it does; `finish` gets the exit code. */
export function describeTrain(command: Command, finish: (code: number) => void): void {
  command
    .option('--model <name>', 'fc: fully connected; alexnet', wordOf('--model', ['fc', 'alexnet']), 'fc')
    .option('--depth <n>', 'linear layers of fc in total (default: 3)', wholeOf('--depth', 1, 64))
    .option('--width <n>', 'units in a hidden layer of fc (default: 100)', wholeOf('--width', 1, 65536))
    .option('--activation <name>', 'of fc: relu (default) or tanh', wordOf('--activation', ['relu', 'tanh']))
    .option('--bias', 'biases in the layers of fc')
    .option('--channels <n>', 'of the convolutions of alexnet (default: 64)', wholeOf('--channels', 1, 1024))
    .option(
      '--dropout <rate>',
      'of alexnet in minibatch steps (default: 0.5)',
      numberOf('--dropout', { from: 0, below: 1 }),
    )
    .option('--init <name>', initialisations.join(' or '), wordOf('--init', initialisations), 'default')
    .option('--loss <name>', lossNames.join(', '), wordOf('--loss', lossNames), 'cross-entropy')
    .option('--dataset <name>', 'data set (default: MNIST where it is found, else built-in digits)')
    .option('--data <dir>', 'folder with data sets (default: HEAVYTAIL_DATA)', pathOf('--data'))
    .option('--examples <n>', 'only the first so many training examples', wholeOf('--examples', 3, 2 ** 31))
    .option(
      '--label-noise <share>',
      'share of labels replaced by others',
      numberOf('--label-noise', { from: 0, to: 1 }),
      0,
    )
    .option('--step-size <eta>', 'step size', numberOf('--step-size', { above: 0 }), 0.1)
    .option('--schedule <name>', schedules.join(', '), wordOf('--schedule', schedules), 'constant')
    .option('--momentum <mu>', 'heavy ball', numberOf('--momentum', { from: 0, below: 1 }), 0)
    .option(
      '--weight-decay <lambda>',
      'lambda w is added to the gradient',
      numberOf('--weight-decay', { from: 0 }),
      0,
    )
    .option('--clip <norm>', 'longer gradients are shortened to it', numberOf('--clip', { above: 0 }))
    .option('--batch-size <b>', 'examples in a minibatch', wholeOf('--batch-size', 1, 2 ** 31), 100)
    .option('--order <name>', orders.join(', '), wordOf('--order', orders), 'shuffled')
    .option('--noise <kind>', noiseKinds.join(', '), wordOf('--noise', noiseKinds), 'minibatch')
    .option('--noise-scale <s>', 'of isotropic and stable noise', numberOf('--noise-scale', { above: 0 }))
    .option(
      '--noise-alpha <alpha>',
      'of stable noise (default: 1.5)',
      numberOf('--noise-alpha', { from: leastAlpha, to: 2 }),
    )
    .option('--amplification <l>', 'of svag (default: 4)', numberOf('--amplification', { from: 1 }))
    .option('--iterations <n>', 'steps', wholeOf('--iterations', 0, 2 ** 40), 2000)
    .option(
      '--stop-accuracy <percent>',
      'end at this training accuracy',
      numberOf('--stop-accuracy', { above: 0, to: 100 }),
    )
    .option('--every <n>', 'steps between evaluations', wholeOf('--every', 1, 2 ** 40), 100)
    .option('--record', 'write gradients of fresh minibatches at evaluations, for analyze')
    .option('--seed <n>', 'what all random numbers follow from', readSeed, 1)
    .option('--out <dir>', 'folder of the run', pathOf('--out'), 'heavytail-run')
    .option('--fresh', 'begin anew instead of going on where an earlier run ended')
    .option('--json', 'print the run as JSON and nothing else')
    .option('--quiet', 'no progress')
    .addHelpText('after', notes)
    .action(async (options: TrainOptions) => {
      const { trainRun } = await import('./train.js');
      finish(await trainRun(options));
    });
}

const notes = `
What the steps are made of (--noise):
  minibatch   gradients of minibatches: SGD
  none        full gradients: gradient descent
  gaussian    full gradients, Gaussian noise of the covariance of minibatches
  isotropic   full gradients, Gaussian noise of equal size in every coordinate
  stable      full gradients, symmetric alpha-stable noise in every coordinate
  svag        minibatches whose noise is amplified; steps are l times shorter

The folder of a run holds run.json, history.jsonl, history.parquet,
steps.parquet, checkpoint.safetensors and an event file for TensorBoard.
The same command goes on where an earlier one ended, with the same bits.

Exit codes:
  0 done; 1 wrong usage, or the run diverged;
  130 interrupted, the last evaluation is kept.

Examples:
  heavytail train --width 128 --iterations 5000 --record
  heavytail analyze heavytail-run
  heavytail train --model alexnet --channels 16 --dataset cifar10
  heavytail train --noise none --step-size 0.05 --out gd
  heavytail train --examples 10000 --loss linear-hinge --stop-accuracy 100`;
