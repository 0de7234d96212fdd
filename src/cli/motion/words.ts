import { formatNumber } from '../../report/index.js';
import type { Driver } from '../../sde/index.js';

/** A driver in words. */
export function driverText(driver: Driver): string {
  const scale = `scale ${formatNumber(driver.noiseScale, 4)}`;
  switch (driver.kind) {
    case 'brownian':
      return `Brownian noise, ${scale}`;
    case 'levy':
      return `Lévy noise, alpha ${driver.alpha}, ${scale}`;
    case 'clipped':
      return (
        `Lévy noise, alpha ${driver.alpha}, ${scale}, ` +
        `steps clipped at ${formatNumber(driver.largestIncrement, 4)}`
      );
  }
}

/** How many of something: 1 path, 2000 paths. */
export function counted(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
}
