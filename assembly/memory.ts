/** First byte that no constant of the module occupies; everything from here on is managed by the host. */
export function heapBase(): usize {
  return __heap_base;
}
