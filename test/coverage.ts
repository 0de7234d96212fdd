import { takeCoverage } from 'node:v8';
import { afterAll } from 'vitest';

/** For scripts/coverage.mjs: vitest ends its processes before Node would write down what ran in them. */
afterAll(takeCoverage);
