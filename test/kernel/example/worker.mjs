import { serveTasks } from '#heavytail/kernel/node';

/** A worker whose tasks say what it shall do. */
serveTasks(async ({ act, value, waitMs = 0 }) => {
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  switch (act) {
    case 'double':
      return 2 * value;
    case 'throw':
      throw new Error(`no result for ${value}`);
    case 'exit':
      return process.exit(value);
    case 'crash':
      setTimeout(() => {
        throw new Error('thrown outside of the task');
      });
      return new Promise(() => {});
    case 'spin':
      for (;;);
    case 'unclonable':
      return () => value;
  }
});
