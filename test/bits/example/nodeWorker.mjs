import { serveTasks } from '../../../dist/kernel/node.js';
import { bitsOf } from './bits.mjs';

serveTasks(bitsOf);
