// A durable function for the tests of the emulator. Its event says what its first step does.
const { existsSync, writeFileSync } = require('node:fs');
const { withDurableExecution } = require('@aws/durable-execution-sdk-js');

const handler = async ({ crashes, failures = 0, retries = 0, pauses = 1 }, context) => {
  const startedAt = await context.step(
    'first',
    async ({ attempt }) => {
      if (crashes !== undefined && !existsSync(crashes)) {
        writeFileSync(crashes, '');
        process.kill(process.pid, 'SIGKILL');
      }
      if (attempt <= failures) throw new Error('as asked');
      return Date.now();
    },
    {
      retryStrategy: (_, attempt) => ({ shouldRetry: attempt <= retries, delay: { minutes: 1 } }),
    },
  );
  for (let pause = 0; pause < pauses; pause += 1) await context.wait({ hours: 1 });
  return { waitedHours: Math.round((Date.now() - startedAt) / 3_600_000) };
};

exports.handler = withDurableExecution(handler);
