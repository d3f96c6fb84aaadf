import {
  AccessDeniedException,
  type BedrockRuntimeClient,
  BedrockRuntimeServiceException,
  InternalServerException,
  ModelErrorException,
  ModelNotReadyException,
  ModelTimeoutException,
  ResourceNotFoundException,
  ServiceUnavailableException,
  ThrottlingException,
  ValidationException,
} from '@aws-sdk/client-bedrock-runtime';
import { HttpRequest } from '@smithy/core/protocols';
import { describe, expect, it } from 'vitest';
import { createClient, NOVA } from './bedrock-client';
import { CALLS } from './calls';
import { runRouter } from './run-router';

const router = runRouter({
  settings: {
    allowedModels: [NOVA, 'amazon.nova-9-v1:0'],
    allowedTiers: ['default', 'flex'],
    operations: { extraction: `${NOVA}:flex` },
  },
});

/** The SDK has no command for the router's own paths. */
function redirect(client: BedrockRuntimeClient, path: string): void {
  client.middlewareStack.add(
    (next) => (step) => {
      if (HttpRequest.isInstance(step.request)) step.request.path = path;
      return next(step);
    },
    { step: 'build', name: 'redirect' },
  );
}

const converse = (modelId: string) => CALLS.converse(createClient(router.url), modelId);

const ACTIONS = ['converse', 'converse-stream', 'invoke', 'invoke-with-response-stream'] as const;

describe('the AWS SDK raises its own exception for what the router refuses', () => {
  it.each([
    [`${NOVA}:FLEX`, ValidationException, 400, 'tiers are written in lower case'],
    [`${NOVA}:0:turbo`, ValidationException, 400, 'neither a version nor one of the tiers'],
    ['anthropic.claude-opus-5', AccessDeniedException, 403, 'is not allowed here'],
    [`${NOVA}:priority`, AccessDeniedException, 403, 'the allowed tiers are default, flex'],
  ])('%s', async (modelId, exception, status, words) => {
    const client = createClient(router.url);
    const calls = ACTIONS.map((action) => CALLS[action](client, modelId));
    for (const outcome of await Promise.allSettled(calls)) {
      const error = outcome.status === 'rejected' ? outcome.reason : undefined;
      expect(error).toBeInstanceOf(exception);
      expect(error).toMatchObject({ $metadata: { httpStatusCode: status } });
      expect(error.message).toContain(words);
    }
    expect(router.arrivals).toHaveLength(0);
  });

  it.each([
    ['/v1/claims', ResourceNotFoundException, 404, 'the operations are extraction'],
    ['/model/extraction/rerank', BedrockRuntimeServiceException, 404, 'there is nothing at'],
  ])('at %s', async (path, exception, status, words) => {
    const client = createClient(router.url);
    redirect(client, path);
    const call = CALLS.converse(client, NOVA);
    await expect(call).rejects.toBeInstanceOf(exception);
    await expect(call).rejects.toThrow(words);
    await expect(call).rejects.toMatchObject({ $metadata: { httpStatusCode: status } });
  });

  it.each([
    // The router only asks again if Bedrock cannot have worked on the request.
    [{ at: 'before-reply', milliseconds: 300 }, 'no answer came from Amazon Bedrock'],
    [{ at: 'mid-reply' }, 'the answer of Amazon Bedrock broke off'],
  ] as const)('a Bedrock that hangs up: %j', async (cut, words) => {
    router.bedrock.failures.add({ kind: 'cut', ...cut });
    const call = converse('extraction');
    await expect(call).rejects.toBeInstanceOf(ServiceUnavailableException);
    await expect(call).rejects.toThrow(words);
    expect(router.arrivals).toHaveLength(1);
  });
});

const WORTH_A_RETRY: readonly string[] = ['unavailable', 'internal', 'not-ready'];
const UNEXPECTED =
  'The system encountered an unexpected error during processing. Try your request again.';

describe('the AWS SDK raises what Bedrock answers to the last of all calls', () => {
  describe.each([
    ['throttle', ThrottlingException, 429, 'Too many requests, please wait before trying again.'],
    ['unavailable', ServiceUnavailableException, 503, 'Bedrock is unable to process your request.'],
    ['internal', InternalServerException, 500, UNEXPECTED],
    [
      'timeout',
      ModelTimeoutException,
      408,
      'Model has timed out in processing the request. Try your request again.',
    ],
    [
      'not-ready',
      ModelNotReadyException,
      429,
      'The model specified in the request is not ready to serve inference requests.',
    ],
    ['model-error', ModelErrorException, 424, UNEXPECTED],
    [
      'access-denied',
      AccessDeniedException,
      403,
      "You don't have access to the model with the specified model ID.",
    ],
  ] as const)('%s', (kind, exception, status, message) => {
    const calls = WORTH_A_RETRY.includes(kind) ? 2 : 1;

    it.each(ACTIONS)('from %s', async (action) => {
      router.bedrock.failures.add({ kind, times: calls });
      const error = await CALLS[action](createClient(router.url), 'extraction').catch(
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(exception);
      expect(error).toMatchObject({ message, $metadata: { httpStatusCode: status } });
      expect(router.arrivals).toHaveLength(calls);
    });
  });

  it('a model error with its original status', async () => {
    router.bedrock.failures.add({ kind: 'model-error' });
    await expect(converse('extraction')).rejects.toMatchObject({ originalStatusCode: 500 });
  });

  it('an unknown model', async () => {
    const call = converse('amazon.nova-9-v1:0');
    await expect(call).rejects.toBeInstanceOf(ValidationException);
    await expect(call).rejects.toThrow('The provided model identifier is invalid.');
  });
});
