#!/usr/bin/env node
import { start } from '#heavytail/cli/start';
import { claims } from '../../sweep/example/claims.mjs';

/** The heavytail command with small claims of known outcome instead of its own. */
await start({
  claims: () => Promise.resolve(claims),
  worker: new URL('../../sweep/example/worker.mjs', import.meta.url),
});
