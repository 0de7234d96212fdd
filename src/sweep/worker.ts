import { workerData } from 'node:worker_threads';
import { claims } from '../claim/index.js';
import { serveCells, type WorkerSettings } from './serve.js';

serveCells(claims, workerData as WorkerSettings);
