import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { runExample } from './run-example';

const example = runExample();

/** How an execution ended, and its operations without their times. */
async function runByAws(event: object): Promise<unknown> {
  const script = join(__dirname, 'run-by-aws.cjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(event)]);
  return JSON.parse(stdout);
}

async function runByEmulator(executionName: string, event: object): Promise<unknown> {
  const { Status: status } = await example.run(executionName, event);
  const [worker] = example.emulator.functions.values();
  const kept = worker?.executions.findByName(executionName)?.operations ?? [];
  const operations = kept
    .filter(({ type }) => type !== 'EXECUTION')
    .map(({ name, type, status: reached, attempts }) => {
      return { name, type, status: reached, attempts: type === 'STEP' ? attempts : undefined };
    });
  return { status, operations };
}

it.each([
  ['steps-and-waits', { pauses: 2 }],
  ['retries', { failures: 2, retries: 2 }],
  ['failures', { failures: 3, retries: 2 }],
])("keeps the operations that AWS's runner for tests keeps: %s", async (name, event) => {
  expect(await runByEmulator(name, event)).toEqual(await runByAws(event));
});
