import { serveTasks } from '../../../dist/kernel/pool/node.js';
import { bitsOf } from './bits.mjs';

serveTasks(bitsOf);
