import { servePageTasks } from '../../../dist/kernel/browser.js';
import { bitsOf } from './bits.mjs';

servePageTasks(bitsOf);
