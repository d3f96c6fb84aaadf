import {
  ConverseStreamCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { expect, it } from 'vitest';
import { createClient, MESSAGES, NOVA, NOVA_BODY } from '../../clients/bedrock-client';
import { runRouter } from '../../clients/run-router';

/** Each case is an operation of its own, by which its lines in the log are found. */
const CASES = [
  ['throttled', 'throttlingException', 'ThrottlingException', 429, 'InvocationThrottles'],
  [
    'failed',
    'modelStreamErrorException',
    'ModelStreamErrorException',
    424,
    'InvocationClientErrors',
  ],
  ['refused', 'validationException', 'ValidationException', 400, 'InvocationClientErrors'],
  [
    'busy',
    'serviceUnavailableException',
    'ServiceUnavailableException',
    503,
    'InvocationServerErrors',
  ],
  ['broken', 'internalServerException', 'InternalServerException', 500, 'InvocationServerErrors'],
] as const;

const router = runRouter({
  settings: {
    operations: Object.fromEntries([
      ...CASES.map(([operation]) => [operation, `${NOVA}:flex`]),
      ['timed-out', NOVA],
    ]),
  },
});

it.each(CASES)(
  'reads of a stream that was %s: %s',
  async (operation, exception, name, status, metric) => {
    router.bedrock.failures.add({ kind: 'stream-error', exception, message: 'Simulated.' });
    const { stream = [] } = await createClient(router.url).send(
      new ConverseStreamCommand({ modelId: operation, messages: MESSAGES }),
    );
    const names: string[] = [];
    const reading = (async () => {
      for await (const event of stream) names.push(...Object.keys(event));
    })();
    await expect(reading).rejects.toMatchObject({ name, message: 'Simulated.' });
    expect(names).toEqual(['messageStart', 'contentBlockDelta']);
    expect(await router.log.receiptOf(operation)).toMatchObject({
      status,
      bedrock_error: exception,
    });
    const metrics = await router.log.metricsOf(operation);
    expect(metrics).toMatchObject({ [metric]: 1, ServiceTier: 'flex' });
    expect(metrics).not.toHaveProperty('Invocations');
  },
);

/** ConverseStream does not have this one. */
it('reads of an invoke stream that a model timed out', async () => {
  router.bedrock.failures.add({ kind: 'stream-error', exception: 'modelTimeoutException' });
  const { body = [] } = await createClient(router.url).send(
    new InvokeModelWithResponseStreamCommand({ modelId: 'timed-out', body: NOVA_BODY }),
  );
  const reading = (async () => {
    for await (const _ of body);
  })();
  await expect(reading).rejects.toMatchObject({ name: 'ModelTimeoutException' });
  expect(await router.log.receiptOf('timed-out')).toMatchObject({ status: 408 });
  expect(await router.log.metricsOf('timed-out')).toMatchObject({ InvocationClientErrors: 1 });
});
