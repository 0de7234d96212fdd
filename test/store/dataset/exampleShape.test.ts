import { fileURLToPath } from 'node:url';
import { UserError } from '#heavytail/error';
import { exampleShapeOf, findDataset, loadDataset } from '#heavytail/store/index';
import { expect, test } from 'vitest';
import { need } from '../../needs.js';

const folder = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));

function expectTold(name: string, from?: string) {
  const { dimension, classes, image } = loadDataset(name, from);
  expect(exampleShapeOf(name, from)).toEqual({ dimension, classes, image });
}

test('the shape of the drawn digits is told as it is', () => expectTold('procedural-digits'));

for (const name of ['mnist', 'cifar10', 'digits']) {
  let present = false;
  try {
    present = findDataset(name, folder) !== undefined;
  } catch {
    // The folder is not there.
  }
  need(`the data set ${name}`, present).describe(`the shape of ${name}`, () => {
    test('is told without reading it', () => expectTold(name, folder));
  });
}

test('a data set that is unknown or absent is named', () => {
  expect(() => exampleShapeOf('mnits')).toThrow(UserError);
  expect(() => exampleShapeOf('mnits')).toThrow('There is no data set "mnits".');
});
