import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { limitCall } from '../../../../lambda/adapters/parameter-store/limit-call';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** A call that nobody answers. */
const hang = (ending: AbortSignal) => once(ending, 'abort');

it('ends a call after two seconds, whatever is collected as garbage meanwhile', async () => {
  const collecting = setInterval(collectGarbage, 100);
  const startedAt = performance.now();
  await limitCall(new AbortController().signal, hang);
  clearInterval(collecting);
  expect(performance.now() - startedAt).toBeGreaterThan(1_900);
});

it('ends a call with its reading', async () => {
  const reading = new AbortController();
  const call = limitCall(reading.signal, hang);
  reading.abort();
  await call;
});

it('begins no call after the end of its reading', async () => {
  const isAborted = await limitCall(AbortSignal.abort(), async ({ aborted }) => aborted);
  expect(isAborted).toBe(true);
});

it('leaves an answer as it is', async () => {
  expect(await limitCall(AbortSignal.timeout(8_000), async () => 'answer')).toBe('answer');
});
