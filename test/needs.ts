import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findDataset } from '#heavytail/store/index';
import { describe, test } from 'vitest';

/**
 * Tests of what a machine may lack. Where it is missing they are one skipped test, whose name the test command
 * prints at its end; a continuous check that has the data fails then (scripts/count-tests.mjs).
 */
export interface Need {
  /** As `describe`; the body runs only where the machine has what is needed. */
  describe(title: string, body: () => void): void;
}

/** What tests need, by a name that a person knows, and whether it is here. */
export function need(name: string, present: boolean): Need {
  return {
    describe: (title, body) => {
      if (present) describe(title, body);
      else test.skipIf(true)(`${title} (needs ${name})`, () => {});
    },
  };
}

const dataFolder = process.env.HEAVYTAIL_DATA
  ? `${process.env.HEAVYTAIL_DATA}/`
  : fileURLToPath(new URL('../../shared/data/', import.meta.url));

/** Dumps made with PyTorch and NumPy. */
export const dumpFolder = `${dataFolder}gradients/`;

/** Inputs that people hand to such tools, odd ones. */
export const caseFolder = `${dataFolder}cases/`;

/** The browser of the tests of pages. */
export const chromiumPath = [
  process.env.CHROMIUM ?? '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find(existsSync);

export const needs = {
  mnist: need('MNIST', findDataset('mnist') !== undefined),
  digits: need('the data set digits', findDataset('digits') !== undefined),
  cifar10: need('CIFAR-10', findDataset('cifar10') !== undefined),
  dumps: need('the recorded gradients of shared/data', existsSync(`${dumpFolder}truth.json`)),
  cases: need('the odd inputs of shared/data', existsSync(caseFolder)),
  chromium: need('Chromium', chromiumPath !== undefined),
};
