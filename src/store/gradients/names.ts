import { basename, extname } from 'node:path';

/** What a name says: the layer, and the step where it has one. */
export interface LayerStep {
  readonly layer: string;
  readonly step: number | undefined;
}

/** step_00001200, iter-300, it01000, s. they stand alone between separators. */
const marked = /(^|[_\-./])(?:step|iteration|iter|it)[_\-=]?(\d{1,15})(?=$|[_\-./])/i;
const trailing = /(^|[_\-])(\d{1,15})$/;

/**
 * The layer and step in the name of a file: "grads_step_00001200.npy" is layer "grads" at step 1200.
 *
 * @param path - of the file
 */
export function layerStepOfFile(path: string): LayerStep {
  const file = basename(path);
  return split(file.slice(0, file.length - extname(file).length) || file);
}

/**
 * The layer and step in the key of an array: "fc.0.weight/1200" is layer "fc.0.weight" at step 1200. The
 * prefixes of data-parallel and compiled PyTorch modules are taken off.
 */
export function layerStepOfKey(key: string): LayerStep {
  const slash = key.lastIndexOf('/');
  const last = slash < 0 ? undefined : layerStepOfFile(`${key.slice(slash + 1)}.`);
  // Only a segment that is nothing but a step names one: "blocks/0/weight" has none.
  return last?.step !== undefined && last.layer === ''
    ? { layer: layerOf(key.slice(0, slash)), step: last.step }
    : { layer: layerOf(key), step: undefined };
}

const fullGradient = /(^|[_\-./])full[_-]?(?:batch[_-]?)?grad(?:ient)?s?(?=$|[_\-./])/i;

/**
 * The layer whose full gradient (over all examples, to be subtracted) has this name: `full/<layer>`, or a
 * name with full_grad or full_gradient in it. Undefined for other names.
 */
export function fullGradientOf(name: string): string | undefined {
  if (name.startsWith('full/')) return name.slice('full/'.length);
  const match = fullGradient.exec(name);
  if (match === null) return undefined;
  const before = name.slice(0, match.index);
  const after = name.slice(match.index + match[0].length);
  return before === '' ? after.replace(/^[_\-./]/, '') : before + after;
}

/** A parameter's name without the prefixes of wrapped PyTorch modules. */
export function layerOf(key: string): string {
  return key.replace(/^(?:module\.|_orig_mod\.)+/, '');
}

function split(stem: string): LayerStep {
  const match = marked.exec(stem) ?? trailing.exec(stem);
  if (match === null) return { layer: stem, step: undefined };
  const before = stem.slice(0, match.index);
  const after = stem.slice(match.index + match[0].length);
  return { layer: before === '' ? after.replace(/^[_\-./]/, '') : before + after, step: Number(match[2]) };
}
