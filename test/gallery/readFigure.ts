import { DOMParser } from 'linkedom';
import type { Axis, Role } from 'heavytail/claim';

/**
 * A figure read back from its SVG: what stands where, in pixels of the whole picture. So a test can ask of a
 * picture what a reader asks: does the point of this value stand where the axis says?
 */
export interface DrawnFigure {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly Placed[];
  readonly panels: readonly DrawnPanel[];
}

export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly fontSize: number;
}

export interface DrawnPanel {
  /** The rectangle between the axes. */
  readonly frame: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly ticks: { readonly x: readonly Placed[]; readonly y: readonly Placed[] };
  /** Centres of the symbols of a role. */
  readonly symbols: (role: Role) => readonly Place[];
  /** Corners of the lines, steps and edges of bands of a role. */
  readonly corners: (role: Role) => readonly Place[];
  /** Ends of the rules and error bars of a role. */
  readonly bars: (role: Role) => readonly Place[];
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

type SvgElement = NonNullable<ReturnType<typeof rootOf>>;

function rootOf(svg: string) {
  return new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
}

/** Reads a figure that was drawn. */
export function readFigure(svg: string): DrawnFigure {
  const root = rootOf(svg);
  return {
    width: Number(root.getAttribute('width')),
    height: Number(root.getAttribute('height')),
    texts: [...root.querySelectorAll('text')].map(placed),
    panels: [...root.querySelectorAll('clipPath')].map((clip) => readPanel(clip.parentNode as SvgElement)),
  };
}

function readPanel(panel: SvgElement): DrawnPanel {
  const inside = panel.querySelector('clipPath rect') as SvgElement;
  const at = offsetOf(panel);
  const number = (name: string) => Number(inside.getAttribute(name));
  const ticks = (group: string) => [...panel.querySelectorAll(`${group} > text`)].map(placed);
  const frame = {
    x: at.x + number('x'),
    y: at.y + number('y'),
    width: number('width'),
    height: number('height'),
  };
  const marks = (role: Role, tag: string) => [...panel.querySelectorAll(`g[class="ht-${role}"] > ${tag}`)];
  return {
    frame,
    ticks: {
      x: ticks('g[font-variant]:not([text-anchor])'),
      y: ticks('g[font-variant][text-anchor="end"]'),
    },
    symbols: (role) => marks(role, 'path[transform]').map(offsetOf),
    corners: (role) => marks(role, 'path:not([transform])').flatMap((path) => cornersOf(path, at)),
    bars: (role) =>
      marks(role, 'line').flatMap((line) =>
        ['1', '2'].map((end) => ({
          x: at.x + Number(line.getAttribute(`x${end}`)),
          y: at.y + Number(line.getAttribute(`y${end}`)),
        })),
      ),
  };
}

/** Corners of a path of M, L, H and V. */
function cornersOf(path: SvgElement, at: Place): Place[] {
  let place = { x: 0, y: 0 };
  return [...String(path.getAttribute('d')).matchAll(/([MLHV])([-\d.,]*)/g)].map(([, command, numbers]) => {
    const [first, second] = numbers.split(',').map(Number);
    if (command === 'H') place = { ...place, x: first };
    else if (command === 'V') place = { ...place, y: first };
    else place = { x: first, y: second };
    return { x: at.x + place.x, y: at.y + place.y };
  });
}

function placed(text: SvgElement): Placed {
  const { x, y } = offsetOf(text);
  const size = text.closest('[font-size]')?.getAttribute('font-size');
  return {
    x: x + Number(text.getAttribute('x') ?? 0),
    y: y + (text.hasAttribute('transform') ? 0 : Number(text.getAttribute('y') ?? 0)),
    text: String(text.textContent),
    fontSize: Number(size),
  };
}

/** The sum of all moves of an element and of what it stands in. */
function offsetOf(element: SvgElement): Place {
  let [x, y] = [0, 0];
  for (let at: SvgElement | null = element; at?.getAttribute; at = at.parentNode as SvgElement | null) {
    const [, dx, dy] = /translate\(([-\d.]+),([-\d.]+)\)/.exec(at.getAttribute('transform') ?? '') ?? [];
    x += Number(dx ?? 0);
    y += Number(dy ?? 0);
  }
  return { x, y };
}

/** Where a value stands on an axis, by the straight line through its first and its last tick. */
export function placeOn(ticks: readonly Placed[], axis: Axis, side: 'x' | 'y'): (value: number) => number {
  const spread = (value: number) => (axis.scale === 'log' ? Math.log10(value) : value);
  const [first, last] = [ticks[0], ticks[ticks.length - 1]];
  const from = spread(valueOf(first.text));
  const unit = (last[side] - first[side]) / (spread(valueOf(last.text)) - from);
  return (value) => first[side] + unit * (spread(value) - from);
}

/** The number that the text of a tick says: 0.5, 20,000, 10⁻³, 5·10⁴, −2, 10k. */
export function valueOf(text: string): number {
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  const plain = text
    .replaceAll(',', '')
    .replaceAll('−', '-')
    .replace(/^(-?)10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/, '$11·10$2')
    .replace(/·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*)$/, (_, power: string) => {
      const exponent = [...power].map((sign) => (sign === '⁻' ? '-' : digits.indexOf(sign))).join('');
      return `e${exponent === '' ? 1 : exponent}`;
    })
    .replace(/k$/, 'e3')
    .replace(/M$/, 'e6');
  return Number(plain);
}
