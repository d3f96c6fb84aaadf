/**
 * The process of an execution environment. It runs one invocation at a time, has only the environment variables of its
 * function, and its standard output is the log of the function. {@link FunctionEnvironment} starts it.
 */
import { composeContext, loadBufferedFunction } from './node-runtime';
import { shiftClock } from './shift-clock';

export interface Invocation {
  readonly event: unknown;
  /** How far the clock of the invocation is ahead of the real one. */
  readonly clockShiftMillis: number;
  readonly timeoutMillis: number;
}

export type InvocationOutcome = { readonly result: unknown } | { readonly error: string };

const [bundle = ''] = process.argv.slice(2);
// Before the bundle is loaded, because it may keep `Date.now`.
shiftClock(0);
const handler = loadBufferedFunction(bundle);

process.on('message', async (invocation: Invocation) => {
  process.send?.(await run(invocation));
});
process.once('disconnect', () => process.exit());

async function run({
  event,
  clockShiftMillis,
  timeoutMillis,
}: Invocation): Promise<InvocationOutcome> {
  shiftClock(clockShiftMillis);
  try {
    return { result: await handler(event, composeContext(timeoutMillis)) };
  } catch (error) {
    // Lambda also writes the error into the function's log.
    console.error(error);
    return { error: String(error) };
  }
}
