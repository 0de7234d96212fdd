import { servePageTasks } from '../../../dist/kernel/pool/browser.js';
import { bitsOf } from './bits.mjs';

servePageTasks(bitsOf);
