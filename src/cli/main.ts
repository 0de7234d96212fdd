#!/usr/bin/env node
import { start } from './start.js';

await start({ claims: async () => (await import('../claim/index.js')).claims });
