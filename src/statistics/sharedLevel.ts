/**
 * The level of each of several intervals that cover all their numbers together with the probability `level`
 * at least (Bonferroni).
 *
 * @param count - how many intervals, at least 1
 * @param level - for all of them together, in (0, 1)
 */
export function sharedLevel(count: number, level: number): number {
  return 1 - (1 - level) / count;
}
