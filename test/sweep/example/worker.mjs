import { workerData } from 'node:worker_threads';
import { serveCells } from '#heavytail/sweep/serve';
import { claims } from './claims.mjs';

serveCells(claims, workerData);
