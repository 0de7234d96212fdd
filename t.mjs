import { symmetricTable } from './dist/law/stable/index.js';
for (const a of [1.5, 2]) {
  const t = performance.now();
  const r = symmetricTable(a);
  console.log(
    a,
    (performance.now() - t).toFixed(0),
    'ms',
    r && [...r.numbers.slice(0, 2)],
    r?.numbers.length * 8,
    r?.largestError,
  );
}
