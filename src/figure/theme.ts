import type { Role } from '../evidence/index.js';

/**
 * How each role looks, in every figure of the project. Colours follow Okabe and Ito's palette for all
 * kinds of colour vision, darkened or lightened where a thin mark needs contrast 3:1 with its ground;
 * dash and symbol carry the same distinction without colour.
 */

export type SymbolName =
  | 'circle'
  | 'triangle'
  | 'square'
  | 'diamond'
  | 'downTriangle'
  | 'plus'
  | 'times'
  | 'star';

export interface Look {
  /** Class that carries the colour, so that a style sheet can change it for a dark ground. */
  readonly className: string;
  /** Colour on a light ground, for viewers that know no style sheet. */
  readonly colour: string;
  /** SVG dash pattern of lines; absent for solid ones. */
  readonly dash?: string;
  readonly symbol: SymbolName;
}

interface RoleLook {
  readonly light: string;
  readonly dark: string;
  readonly dash?: string;
  readonly symbol: SymbolName;
}

const roles: Readonly<Record<Role, RoleLook>> = {
  brownian: { light: '#0072b2', dark: '#56b4e9', symbol: 'circle' },
  levy: { light: '#d55e00', dark: '#ff8f3f', symbol: 'triangle' },
  theory: { light: '#1b1f24', dark: '#e6e8eb', dash: '6 3', symbol: 'diamond' },
  measured: { light: '#00795a', dark: '#2bc49a', symbol: 'square' },
  surrogate: { light: '#a8487f', dark: '#e59cc6', dash: '2 3', symbol: 'diamond' },
  control: { light: '#6a737d', dark: '#a3adb8', dash: '10 3 2 3', symbol: 'times' },
  series1: { light: '#0072b2', dark: '#56b4e9', symbol: 'circle' },
  series2: { light: '#d55e00', dark: '#ff8f3f', dash: '6 3', symbol: 'triangle' },
  series3: { light: '#00795a', dark: '#2bc49a', dash: '2 3', symbol: 'square' },
  series4: { light: '#a8487f', dark: '#e59cc6', dash: '10 3 2 3', symbol: 'diamond' },
};

/** Dashes and symbols that tell apart entries of one role. */
const furtherDashes = ['6 3', '2 3', '10 3 2 3', '14 4', '6 2 2 2 2 2'];
const furtherSymbols: readonly SymbolName[] = ['square', 'diamond', 'downTriangle', 'star', 'plus', 'times'];

const grounds = {
  ink: { light: '#1b1f24', dark: '#e6e8eb' },
  faint: { light: '#57606a', dark: '#a3adb8' },
  grid: { light: '#dfe3e8', dark: '#343b45' },
  ground: { light: '#ffffff', dark: '#14171c' },
} as const;

export type GroundName = keyof typeof grounds;

/**
 * Look of the rank-th entry of a role: the first one has the role's own dash and symbol, later ones
 * keep its colour and differ in both.
 *
 * @param role - what the entry stands for
 * @param rank - 0, 1, 2 …
 */
export function lookOf(role: Role, rank: number): Look {
  const { light, dash, symbol } = roles[role];
  const own = { className: `ht-${role}`, colour: light };
  if (rank === 0) return dash === undefined ? { ...own, symbol } : { ...own, dash, symbol };
  const dashes = furtherDashes.filter((other) => other !== dash);
  const symbols = furtherSymbols.filter((other) => other !== symbol);
  return {
    ...own,
    dash: dashes[(rank - 1) % dashes.length],
    symbol: symbols[(rank - 1) % symbols.length],
  };
}

/** Attributes that give an SVG element the colour of text, faint text, grid or ground. */
export function ground(name: GroundName): { readonly class: string; readonly color: string } {
  return { class: `ht-${name}`, color: grounds[name].light };
}

/**
 * Style sheet that gives figures their colours for a dark ground. Without it, and on paper, they
 * have those for a light ground.
 */
export function darkStyle(): string {
  const rules = Object.entries({ ...roles, ...grounds }).map(
    ([name, { dark }]) => `.ht-${name}{color:${dark}}`,
  );
  return `@media screen and (prefers-color-scheme:dark){${rules.join('')}}`;
}
