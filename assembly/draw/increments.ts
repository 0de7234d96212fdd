import { randomBits } from './generator';
import { symmetricStablePass } from './stable';
import { symmetricDraws, tableRows, tableTails } from './symmetricTable';

/** Draws from a symmetric stable law for paths side by side: from its table, or exactly where there is none. */

const exactBlock: usize = memory.data(32, 16);

/** One draw for each of two lanes by the method of Chambers, Mallows and Stuck. */
function exactDraws(lane: i32, alpha: f64): v128 {
  v128.store(exactBlock, randomBits(lane));
  v128.store(exactBlock, randomBits(lane), 16);
  symmetricStablePass(exactBlock, exactBlock + 32, alpha);
  return v128.load(exactBlock);
}

/** First even row of a table that is in use. */
@inline
export function firstRowOf(table: usize): usize {
  return table == 0 ? 0 : <usize>load<f64>(table);
}

/** Leading bits that choose a row of its tail. */
@inline
export function leadingOf(table: usize): u64 {
  return table == 0 ? 0 : <u64>load<f64>(table, 8);
}

/**
 * The next draws of lanes `lane`, an even number, and `lane` + 1, of scale 1.
 *
 * @param table - see symmetricTable.ts; 0 where the law of index alpha has none
 */
@inline
export function nextDraws(lane: i32, table: usize, firstRow: usize, leading: u64, alpha: f64): v128 {
  if (table == 0) return exactDraws(lane, alpha);
  return symmetricDraws(randomBits(lane), table + tableRows, firstRow, table + tableTails, leading);
}
