import type { Command } from 'commander';
import { largestCount, numberOf, wholeOf } from '../numberOptions.js';
import { readSeed, wordOf } from '../options.js';
import { pathOf } from '../pathOptions.js';
import { leastAlpha } from '../../law/index.js';
import { initialisations, lossNames, orders, schedules } from '../../net/index.js';
import { noiseKinds } from '../../training/index.js';
import type { TrainOptions } from './options.js';

/** 2^40: no run comes to its end. */
const mostSteps = 0x100_0000_0000;

/** Gives `train` its options and what it does; `finish` gets the exit code. */
export function describeTrain(command: Command, finish: (code: number) => void): void {
  withNetwork(command);
  withData(command);
  withSteps(command);
  withNoise(command);
  withRun(command);
  command.addHelpText('after', notes).action(async (options: TrainOptions) => {
    const { trainRun } = await import('./train.js');
    finish(await trainRun(options));
  });
}

function withNetwork(command: Command): void {
  command
    .option('--model <name>', 'fc (fully connected) or alexnet', wordOf('--model', ['fc', 'alexnet']), 'fc')
    .option('--depth <n>', 'fc: number of linear layers (default: 3)', wholeOf('--depth', 1, 64))
    .option('--width <n>', 'fc: units in a hidden layer (default: 100)', wholeOf('--width', 1, 65536))
    .option('--activation <name>', 'fc: relu (default) or tanh', wordOf('--activation', ['relu', 'tanh']))
    .option('--bias', 'fc: give the layers biases')
    .option(
      '--channels <n>',
      'alexnet: channels of the convolutions (default: 64)',
      wholeOf('--channels', 1, 1024),
    )
    .option(
      '--dropout <rate>',
      'alexnet: share of units dropped in minibatch steps (default: 0.5)',
      numberOf('--dropout', { from: 0, below: 1 }),
    )
    .option(
      '--init <name>',
      `initial weights: ${initialisations.join(' or ')}`,
      wordOf('--init', initialisations),
      'default',
    )
    .option('--loss <name>', `loss: ${lossNames.join(', ')}`, wordOf('--loss', lossNames), 'cross-entropy');
}

function withData(command: Command): void {
  command
    .option('--dataset <name>', 'data set (default: MNIST if it is found, else built-in digits)')
    .option('--data <dir>', 'folder with data sets (default: HEAVYTAIL_DATA)', pathOf('--data'))
    .option(
      '--examples <n>',
      'use only the first n training examples',
      wholeOf('--examples', 3, largestCount),
    )
    .option(
      '--label-noise <share>',
      'share of the labels that is replaced by wrong ones',
      numberOf('--label-noise', { from: 0, to: 1 }),
      0,
    );
}

function withSteps(command: Command): void {
  command
    .option('--step-size <eta>', 'step size', numberOf('--step-size', { above: 0 }), 0.1)
    .option(
      '--schedule <name>',
      `course of the step size: ${schedules.join(', ')}`,
      wordOf('--schedule', schedules),
      'constant',
    )
    .option('--momentum <mu>', 'heavy-ball momentum', numberOf('--momentum', { from: 0, below: 1 }), 0)
    .option(
      '--weight-decay <lambda>',
      'add lambda w to the gradient',
      numberOf('--weight-decay', { from: 0 }),
      0,
    )
    .option('--clip <norm>', 'shorten longer gradients to this norm', numberOf('--clip', { above: 0 }))
    .option('--batch-size <b>', 'examples in a minibatch', wholeOf('--batch-size', 1, largestCount), 100)
    .option(
      '--order <name>',
      `how minibatches are drawn: ${orders.join(', ')}`,
      wordOf('--order', orders),
      'shuffled',
    );
}

function withNoise(command: Command): void {
  command
    .option(
      '--noise <kind>',
      `what steps are made of: ${noiseKinds.join(', ')}`,
      wordOf('--noise', noiseKinds),
      'minibatch',
    )
    .option(
      '--noise-scale <s>',
      'isotropic, stable: noise of one coordinate',
      numberOf('--noise-scale', { above: 0 }),
    )
    .option(
      '--noise-alpha <alpha>',
      'stable: index of the noise (default: 1.5)',
      numberOf('--noise-alpha', { from: leastAlpha, to: 2 }),
    )
    .option('--amplification <l>', 'svag: factor l (default: 4)', numberOf('--amplification', { from: 1 }));
}

function withRun(command: Command): void {
  command
    .option('--iterations <n>', 'number of steps', wholeOf('--iterations', 0, mostSteps), 2000)
    .option(
      '--stop-accuracy <percent>',
      'stop at this training accuracy',
      numberOf('--stop-accuracy', { above: 0, to: 100 }),
    )
    .option('--every <n>', 'steps between evaluations', wholeOf('--every', 1, mostSteps), 100)
    .option('--record', 'at each evaluation also write gradients of fresh minibatches, for analyze')
    .option('--seed <n>', 'seed of all random numbers', readSeed, 1)
    .option('--out <dir>', 'folder of the run', pathOf('--out'), 'heavytail-run')
    .option('--fresh', 'begin again instead of going on where an earlier run ended')
    .option('--json', 'print the run as JSON and nothing else')
    .option('--quiet', 'print no progress');
}

const notes = `
What the steps are made of (--noise):
  minibatch   gradients of minibatches: SGD
  none        full gradients: gradient descent
  gaussian    full gradients, Gaussian noise with the covariance of minibatches
  isotropic   full gradients, Gaussian noise of equal size in every coordinate
  stable      full gradients, symmetric alpha-stable noise in every coordinate
  svag        minibatches with amplified noise; steps are l times shorter

The folder of a run holds run.json, history.jsonl, history.parquet,
steps.parquet, checkpoint.safetensors and an event file for TensorBoard.
The same command goes on where an earlier one ended, with the same bits.

Exit codes:
  0 done; 1 wrong usage, or the run diverged;
  130 interrupted; the last evaluation is kept.

Examples:
  heavytail train --width 128 --iterations 5000 --record
  heavytail analyze heavytail-run
  heavytail train --model alexnet --channels 16 --dataset cifar10
  heavytail train --noise none --step-size 0.05 --out gd
  heavytail train --examples 10000 --loss linear-hinge --stop-accuracy 100`;
