// Preloaded into every process of the benchmark: reports the resources that it has used.
process.on('message', (question) => {
  if (question.kind !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send({
    cpuMicros: user + system,
    rssBytes: process.memoryUsage.rss(),
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
  });
});
