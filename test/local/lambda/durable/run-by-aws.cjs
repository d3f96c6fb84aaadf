// Runs the example function in AWS's runner for tests, which replaces the timers of its process.
const { LocalDurableTestRunner } = require('@aws/durable-execution-sdk-js-testing');
const { handler } = require('./example-function.cjs');

async function main() {
  await LocalDurableTestRunner.setupTestEnvironment({ skipTime: true });
  const runner = new LocalDurableTestRunner({ handlerFunction: handler });
  const execution = await runner.run({ payload: JSON.parse(process.argv[2]) });
  const operations = execution.getOperations().map((operation) => {
    const { Name: name, Type: type, Status: status, StepDetails } = operation.getOperationData();
    return { name, type, status, attempts: StepDetails?.Attempt };
  });
  process.stdout.write(JSON.stringify({ status: execution.getStatus(), operations }));
  await LocalDurableTestRunner.teardownTestEnvironment();
}

main();
