import { serveTasks } from '../../sweep/index.js';
import { type EscapeTask, runEscapeTask } from './exits.js';

serveTasks((task) => runEscapeTask(task as EscapeTask));
