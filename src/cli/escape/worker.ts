import { serveTasks } from '../../sweep/threads.js';
import { type EscapeTask, runEscapeTask } from './exits.js';

serveTasks((task) => runEscapeTask(task as EscapeTask));
