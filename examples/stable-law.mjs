// Stable laws from end to end: evaluate, invert, draw, fit. Run: node examples/stable-law.mjs
import { stream } from 'heavytail/random';
import { density, draw, fit, mean, median, quantile, stable, survival } from 'heavytail/stable';

// The law of a step of noise: alpha 1.5, skewed to the right. Location 0 is that of S0: not the mean.
const law = stable({ alpha: 1.5, beta: 0.5, scale: 2 });
console.log(`mean ${mean(law)}, median ${median(law).toFixed(4)}, location ${law.location}`);

// Both tails keep all their digits, however small they are.
const far = [10, 1e3, 1e5, 1e10];
survival(law, far).forEach((p, i) => console.log(`P(X > ${far[i]}) = ${p.toPrecision(12)}`));

// A stable law of alpha 2 is normal with variance 2 scale².
const normal = stable({ alpha: 2, scale: Math.SQRT1_2 });
console.log(`standard normal density at 0: ${density(normal, [0])[0].toFixed(6)}`);

// One step in a thousand is beyond these; with a normal law of the same quartiles, beyond 9.7 from its median.
const [low, high] = quantile(law, [0.0005, 0.9995]);
console.log(`999 of 1,000 steps lie between ${low.toFixed(1)} and ${high.toFixed(1)}`);

// Draws depend on the seed and the key alone. The fit says how sure it is.
const result = fit(draw(law, 10_000, stream(1, 'steps')));
if (result.converged) {
  const { alpha, beta, scale } = result.law;
  console.log(
    `fit: alpha ${alpha.toFixed(2)} ± ${result.standardErrors.alpha.toFixed(2)}, ` +
      `beta ${beta.toFixed(2)} ± ${result.standardErrors.beta.toFixed(2)}, scale ${scale.toFixed(2)}`,
  );
} else console.log(result.sentence);
