#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { getDatasets } from '#heavytail/cli/data/get';

/** heavytail data get with the addresses of a test: catalogue file, data folder, names. */
const [catalogue, data, ...names] = process.argv.slice(2);
const patience = { answerMs: 10_000, idleMs: 10_000, pausesMs: [] };
process.exitCode = await getDatasets(names, { data }, JSON.parse(readFileSync(catalogue, 'utf8')), patience);
