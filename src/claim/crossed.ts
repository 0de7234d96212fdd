/** Lists of what is planned. */

/** One choice from each of the lists. */
type Choice<Lists> = {
  readonly [Name in keyof Lists]: Lists[Name] extends readonly (infer One)[] ? One : never;
};

/**
 * Every combination of one value from each list, the last list running fastest: the worlds or cells of a
 * grid.
 *
 * @param lists - by the name that a value has in a combination
 */
export function crossed<const Lists extends Readonly<Record<string, readonly unknown[]>>>(
  lists: Lists,
): Choice<Lists>[] {
  let combinations: Record<string, unknown>[] = [{}];
  for (const [name, values] of Object.entries(lists)) {
    combinations = combinations.flatMap((chosen) => values.map((value) => ({ ...chosen, [name]: value })));
  }
  return combinations as Choice<Lists>[];
}

/** The numbers from 0 to `count` - 1, in order: replicates, parts. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
