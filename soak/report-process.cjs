// Preloaded into the function's process. Logs once a second what the process holds after a garbage collection, and how
// long it stood still; and every unhandled rejection.
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { isMainThread } = require('node:worker_threads');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

if (isMainThread && process.send !== undefined) {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  const write = (report) => console.log(JSON.stringify({ soak: report }));
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const report = () => {
    const stalledMillis = Math.round(delay.max / 1e6);
    delay.reset();
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    const resources = process.getActiveResourcesInfo().filter((name) => name !== 'TCPServerWrap');
    write({ heldBytes: heapUsed + external, resources: resources.length, stalledMillis });
  };
  setInterval(report, 1_000).unref();
  process.on('unhandledRejection', (reason) =>
    write({ unhandled: String(reason?.name ?? reason) }),
  );
}
