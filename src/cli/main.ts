#!/usr/bin/env node
import { claims } from '../claim/index.js';
import { start } from './start.js';

await start({ claims });
