import { once } from 'node:events';
import { request } from 'node:http';
import {
  AccessDeniedException,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InternalServerException,
  ModelErrorException,
  ModelNotReadyException,
  ModelTimeoutException,
  ResourceNotFoundException,
  ServiceUnavailableException,
  ThrottlingException,
  ValidationException,
} from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it, vi } from 'vitest';
import type { Failure, FailureRule } from '../../../local/bedrock/failures/failure-rule';
import { askJson } from './ask';
import { COUNTED, MESSAGES, NOVA, SharedEmulator } from './share-emulator';

const bedrock = new SharedEmulator();
const WAIT_MILLIS = 10_000;

const UNEXPECTED =
  'The system encountered an unexpected error during processing. Try your request again.';

const CONVERSE = new ConverseCommand({ modelId: NOVA, messages: MESSAGES });
const converse = () => bedrock.client.send(CONVERSE);
const plan = (rule: FailureRule) => bedrock.emulator.failures.add(rule);
const readEntry = () => bedrock.emulator.journal.entries[0];

describe('an error', () => {
  it.each<[Failure, number, { name: string }, string]>([
    [
      { kind: 'throttle' },
      429,
      ThrottlingException,
      'Too many requests, please wait before trying again.',
    ],
    [
      { kind: 'throttle', message: 'Too many tokens, please wait.' },
      429,
      ThrottlingException,
      'Too many tokens, please wait.',
    ],
    [
      { kind: 'unavailable' },
      503,
      ServiceUnavailableException,
      'Bedrock is unable to process your request.',
    ],
    [{ kind: 'internal' }, 500, InternalServerException, UNEXPECTED],
    [
      { kind: 'timeout' },
      408,
      ModelTimeoutException,
      'Model has timed out in processing the request. Try your request again.',
    ],
    [
      { kind: 'not-ready' },
      429,
      ModelNotReadyException,
      'The model specified in the request is not ready to serve inference requests.',
    ],
    [{ kind: 'model-error' }, 424, ModelErrorException, UNEXPECTED],
    [
      { kind: 'access-denied' },
      403,
      AccessDeniedException,
      "You don't have access to the model with the specified model ID.",
    ],
    [
      { kind: 'retired' },
      404,
      ResourceNotFoundException,
      'This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
    ],
    [
      { kind: 'legacy' },
      403,
      AccessDeniedException,
      'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. Please upgrade to an active model on Amazon Bedrock',
    ],
    [
      { kind: 'invalid' },
      400,
      ValidationException,
      'Malformed input request: #: simulated, please reformat your input and try again.',
    ],
  ])('for %j has the status %i', async (failure, status, exception, message) => {
    plan(failure);
    const call = converse();
    await expect(call).rejects.toBeInstanceOf(exception);
    await expect(call).rejects.toMatchObject({
      name: exception.name,
      message,
      $metadata: { httpStatusCode: status },
    });
    expect(readEntry()).toMatchObject({ status, exception: exception.name });
    await expect(converse()).resolves.toBeDefined();
  });

  it('of the model has its original status', async () => {
    plan({ kind: 'model-error' });
    await expect(converse()).rejects.toMatchObject({ originalStatusCode: 500 });
  });

  it.each([
    ['throttle', ThrottlingException],
    ['unavailable', ServiceUnavailableException],
  ] as const)('of kind %s comes before the first byte of a stream', async (kind, exception) => {
    plan({ kind });
    const call = bedrock.client.send(
      new ConverseStreamCommand({ modelId: NOVA, messages: MESSAGES }),
    );
    await expect(call).rejects.toBeInstanceOf(exception);
  });

  it('also applies to CountTokens', async () => {
    plan({ kind: 'throttle', operation: 'CountTokens' });
    const input = { converse: { messages: MESSAGES } };
    await expect(converse()).resolves.toBeDefined();
    await expect(
      bedrock.client.send(new CountTokensCommand({ modelId: COUNTED, input })),
    ).rejects.toBeInstanceOf(ThrottlingException);
  });
});

it('the kind slow adds time before the first byte and to the reported latency', async () => {
  plan({ kind: 'slow', milliseconds: 20 });
  const start = performance.now();
  const reply = await converse();
  expect(performance.now() - start).toBeGreaterThanOrEqual(19);
  expect(reply.metrics?.latencyMs).toBe(20);
});

it.each([
  ['bad-gateway', 502],
  ['gateway-timeout', 504],
] as const)('the kind %s is a %d without an exception', async (kind, status) => {
  plan({ kind });
  const answer = await askJson(`${bedrock.url}/model/${NOVA}/converse`, { messages: MESSAGES });
  expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([status, undefined]);
  expect(readEntry()).toMatchObject({ status, failure: kind });
});

it('the kind cut before the reply may take its time', async () => {
  plan({ kind: 'cut', at: 'before-reply', milliseconds: 20 });
  const start = performance.now();
  await expect(converse()).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(performance.now() - start).toBeGreaterThanOrEqual(19);
});

it('the kind stale closes a connection that served a request, and the journal does not have the next', async () => {
  await converse();
  plan({ kind: 'stale', times: 2 });
  await expect(converse()).rejects.toMatchObject({ code: 'ECONNRESET' });
  await expect(converse()).resolves.toBeDefined();
  expect(bedrock.emulator.journal.entries).toHaveLength(2);
  expect(bedrock.emulator.failures.rules).toEqual([{ kind: 'stale', times: 1 }]);
});

describe('downgrade', () => {
  it('serves and reports the default tier', async () => {
    plan({ kind: 'downgrade' });
    const reply = await bedrock.client.send(
      new ConverseCommand({ modelId: NOVA, messages: MESSAGES, serviceTier: { type: 'priority' } }),
    );
    expect(reply.serviceTier).toEqual({ type: 'default' });
    expect(readEntry()).toMatchObject({ requestedTier: 'priority', resolvedTier: 'default' });
  });

  it('serves the tier that the rule names, even one that does not exist yet', async () => {
    plan({ kind: 'downgrade', servedTier: 'economy' });
    const body = { messages: MESSAGES };
    const answer = await askJson(`${bedrock.url}/model/${NOVA}/invoke`, body);
    expect(answer.headers['x-amzn-bedrock-service-tier']).toBe('economy');
  });
});

describe('a client that disconnects', () => {
  const waitForAbortion = () =>
    vi.waitFor(() => expect(readEntry()).toMatchObject({ aborted: true }), WAIT_MILLIS);

  it.each([
    ['a call that hangs', {}, () => plan({ kind: 'hang' }), { failure: 'hang' }],
    ['a call that waits for its reply', { latencyScale: 1 }, () => {}, { resolvedTier: 'default' }],
  ] as const)('is recorded for %s', async (_, options, prepare, recorded) => {
    bedrock.restart(options);
    prepare();
    const leaving = new AbortController();
    const call = bedrock.client.send(CONVERSE, { abortSignal: leaving.signal });
    await vi.waitFor(() => expect(readEntry()).toMatchObject(recorded), WAIT_MILLIS);
    leaving.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await waitForAbortion();
    expect(readEntry()?.status).toBeUndefined();
  });

  it('stops a stream and is recorded', async () => {
    bedrock.emulator.lengthenNextStream(50_000_000);
    const outgoing = request(`${bedrock.url}/model/${NOVA}/converse-stream`, { method: 'POST' });
    outgoing.end(JSON.stringify({ messages: MESSAGES }));
    const [response] = await once(outgoing, 'response');
    await once(response, 'data');
    response.destroy();
    await waitForAbortion();
  });
});
