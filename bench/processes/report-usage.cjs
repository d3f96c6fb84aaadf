// Loaded into every process of the benchmark before anything else: tells what it has used when asked.
process.on('message', (question) => {
  if (question.kind !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send({
    cpuMicros: user + system,
    rssBytes: process.memoryUsage.rss(),
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
  });
});
