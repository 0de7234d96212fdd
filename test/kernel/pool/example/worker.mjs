import { serveTasks } from '#heavytail/kernel/pool/node';

/** A worker whose tasks say what it shall do, after so many turns of its event loop. */
serveTasks(async ({ act, value, turns = 0, spinning }) => {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
  switch (act) {
    case 'double':
      return 2 * value;
    case 'throw':
      throw new Error(`no result for ${value}`);
    case 'exit':
      return process.exit(value);
    case 'crash':
      setImmediate(() => {
        throw new Error('thrown outside of the task');
      });
      return new Promise(() => {});
    case 'spin':
      Atomics.store(spinning, 0, 1);
      Atomics.notify(spinning, 0);
      for (;;);
    case 'unclonable':
      return () => value;
  }
});
