/** What coverage is measured in. */
export const measures = ['lines', 'branches'];

/**
 * Shares in percent by folder of src/, from the files of a coverage report. Files that lie beside the folders are left
 * out.
 */
export function sharesByFolder(files) {
  const counts = new Map();
  for (const { sourcePath, summary } of files) {
    const [, folder, ...rest] = sourcePath.split('/');
    if (rest.length === 0) continue;
    if (!counts.has(folder))
      counts.set(
        folder,
        measures.map(() => ({ covered: 0, total: 0 })),
      );
    counts.get(folder).forEach((count, i) => {
      count.covered += summary[measures[i]].covered;
      count.total += summary[measures[i]].total;
    });
  }
  const percent = ({ covered, total }) => (total === 0 ? 100 : (100 * covered) / total);
  const shares = (of) => Object.fromEntries(of.map((count, i) => [measures[i], percent(count)]));
  return Object.fromEntries([...counts].sort().map(([folder, of]) => [folder, shares(of)]));
}

/** The floors that shares just keep: whole percents. */
export function floorsOf(shares) {
  const whole = (of) => Object.fromEntries(measures.map((measure) => [measure, Math.floor(of[measure])]));
  return Object.fromEntries(Object.entries(shares).map(([folder, of]) => [folder, whole(of)]));
}

/** The shares beside their floors, a line a folder, and how many are below their floor or have none. */
export function compared(shares, floors) {
  let below = 0;
  const cell = (share, floor) => {
    const holds = share >= floor;
    if (!holds) below++;
    const remark = floor === undefined ? 'no floor' : `floor ${floor}`;
    return `${share.toFixed(1).padStart(7)} % (${remark})${holds ? '' : ' !'}`.padEnd(24);
  };
  const lines = Object.entries(shares).map(([folder, of]) => {
    const cells = measures.map((measure) => cell(of[measure], floors[folder]?.[measure]));
    return `${folder.padEnd(12)}${cells.join('')}`.trimEnd();
  });
  const head =
    `${'folder'.padEnd(12)}${measures.map((measure) => `   ${measure}`.padEnd(24)).join('')}`.trimEnd();
  return { lines: [head, ...lines], below };
}
