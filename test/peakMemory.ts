/**
 * JavaScript that gives the largest resident memory of the process that runs it, in bytes. On Linux the count of
 * the process itself is read: `maxRSS` also counts its parent, as large as that was when it started the child.
 */
export const peakMemory = `(
  process.platform === 'linux'
    ? Number(/^VmHWM:\\s*(\\d+) kB$/m.exec(process.getBuiltinModule('node:fs').readFileSync('/proc/self/status', 'utf8'))[1])
    : process.resourceUsage().maxRSS
) * 1024`;
