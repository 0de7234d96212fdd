/** heavytail by subject; each part can also be imported alone, as 'heavytail/tail' and so on. */
export { UserError } from './error.js';
export * as claim from './claim/index.js';
export * as law from './law/index.js';
export * as net from './net/index.js';
export * as probe from './probe/index.js';
export * as sde from './sde/index.js';
export * as tail from './tail/index.js';
