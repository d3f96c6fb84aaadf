// Preloaded into the process of the function, which then logs its memory twenty times a second.
const { isMainThread } = require('node:worker_threads');

if (isMainThread && process.send !== undefined) {
  const report = () => console.log(JSON.stringify({ rss: process.memoryUsage.rss() }));
  setInterval(report, 50).unref();
}
