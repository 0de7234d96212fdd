import { escapeMarkup } from './text.js';

/** Attributes of an element, in the order in which they are written; those without a value are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/**
 * An SVG element as markup.
 *
 * @param name - of the element
 * @param attributes - whose values are escaped
 * @param content - markup, which is not
 */
export function element(name: string, attributes: Attributes, content = ''): string {
  const opening = `<${name}${attributesMarkup(attributes)}`;
  return content === '' ? `${opening}/>` : `${opening}>${content}</${name}>`;
}

/** Attributes as they stand in a tag, each after a space. */
export function attributesMarkup(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeMarkup(String(value))}"`))
    .join('');
}

/** A place, as a transformation of what is drawn around the origin. */
export function movedTo(x: number, y: number): string {
  return `translate(${x},${y})`;
}
