// Preloaded into the function's process. Logs ten times a second the most memory that it has had, and collects nothing.
const { isMainThread } = require('node:worker_threads');

const REPORT_MILLIS = 100;

if (isMainThread && process.send !== undefined) {
  const report = () => {
    const peakRssBytes = process.resourceUsage().maxRSS * 1024;
    console.log(JSON.stringify({ peakRssBytes }));
  };
  setInterval(report, REPORT_MILLIS).unref();
}
