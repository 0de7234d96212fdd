import type { Figure, Layer, Role } from '../evidence/index.js';
import { lookOf, type Look } from './theme.js';

/** One line of a legend: what layers of equal role and label have in common. */
export interface Entry {
  readonly role: Role;
  readonly label: string;
  readonly look: Look;
  readonly marks: ReadonlySet<Layer['mark']>;
}

/** The entries of a figure's legend in the order of first appearance. */
export function entriesOf(figure: Figure): readonly Entry[] {
  const entries: { role: Role; label: string; look: Look; marks: Set<Layer['mark']> }[] = [];
  for (const { role, label, mark } of figure.panels.flatMap(({ layers }) => layers)) {
    const known = entries.find((entry) => entry.role === role && entry.label === label);
    if (known !== undefined) {
      known.marks.add(mark);
      continue;
    }
    const rank = entries.filter((entry) => entry.role === role).length;
    entries.push({ role, label, look: lookOf(role, rank), marks: new Set([mark]) });
  }
  return entries;
}

/** The look that a layer has in its figure. */
export function lookIn(entries: readonly Entry[], layer: Layer): Look {
  const entry = entries.find(({ role, label }) => role === layer.role && label === layer.label);
  return entry?.look ?? lookOf(layer.role, 0);
}
