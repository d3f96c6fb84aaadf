import { expect, it } from 'vitest';
import { createHandler } from '../../../lambda/http/create-handler';
import { readOutput } from '../../contract/telemetry-bench';
import type { Answer } from '../../fakes/fake-bedrock-models';
import { fakeRouter } from '../../fakes/fake-router';
import { composeMapping, FixedSnapshots } from '../../fakes/fixed-snapshots';
import { readEventFile } from '../http/events/read-event-file';
import { CONTEXT } from '../http/invoke-handler';
import { createResponseStream, parseWritten, useLambdaRuntime } from '../http/lambda-runtime';
import {
  INTERRUPTED,
  MET_A_BUG,
  OUT_OF_REACH,
  REFUSED_BY_BEDROCK,
  REFUSED_UNPLANNED,
  STREAM_WITH_AN_EXCEPTION,
} from './failed-requests';
import { type Golden, ROUTES } from './golden-receipt';
import { RECOVERED_AT_A_FALLBACK, SERVED_ON_FLEX, STREAMED } from './served-requests';

useLambdaRuntime();

/** What one request leaves behind: the head of its response, its log line and its EMF line. */
async function serve(golden: Golden) {
  const { policies } = golden;
  const snapshots = new FixedSnapshots({ mapping: composeMapping(ROUTES, '3'), policies });
  const router = fakeRouter({ snapshots, hasCallers: policies !== undefined });
  router.bedrock.answerNext(
    ...(golden.answers ?? []).map(
      ([millis, answer]): Answer =>
        (request, signal) => {
          router.fakeClock.advance(millis);
          return answer(request, signal);
        },
    ),
  );
  const stream = createResponseStream();
  await createHandler(router, 30_000)(composeEvent(golden), stream, CONTEXT).catch(() => {});
  const { logs, metrics, texts } = readOutput((output) => {
    for (const receipt of router.telemetry.receipts) output.recordReceipt(receipt);
  });
  const { statusCode, headers } = parseWritten(stream.read());
  return { head: { statusCode, ...headers }, logs, metrics, texts };
}

function composeEvent({ path = '/v1/extraction', headers = {}, apiKeyId }: Golden) {
  const event = readEventFile('post-operation');
  const identity = { ...event.requestContext.identity, apiKeyId };
  return {
    ...event,
    path,
    pathParameters: { proxy: path.slice(1) },
    headers,
    multiValueHeaders: null,
    body: '{"messages":[{"content":[{"text":"secret of the caller"}]}]}',
    requestContext: { ...event.requestContext, identity },
  };
}

it.each<readonly [string, Golden]>([
  ['that flex serves', SERVED_ON_FLEX],
  ['that another model serves, for a known caller', RECOVERED_AT_A_FALLBACK],
  ['that is streamed', STREAMED],
  ['whose stream breaks off', INTERRUPTED],
  ['whose stream carries an exception', STREAM_WITH_AN_EXCEPTION],
  ['that names a model and is refused by Bedrock', REFUSED_BY_BEDROCK],
  ['that finds Bedrock out of reach', OUT_OF_REACH],
  ['that is refused before it is planned', REFUSED_UNPLANNED],
  ['that meets a bug', MET_A_BUG],
])('a request %s has its receipt in headers, log and metrics', async (_, golden) => {
  const { head, logs, metrics, texts } = await serve(golden);
  expect(head).toEqual(golden.head);
  expect(logs.map(({ sampling_rate: _, ...line }) => line)).toEqual([
    { ...golden.log, service: 'bedrock-tier-router', timestamp: expect.any(String) },
  ]);
  const emf = metrics.map(({ _aws, ...values }) => ({
    ...values,
    dimensions: readDimensions(_aws),
  }));
  expect(emf).toEqual(golden.emf === undefined ? [] : [golden.emf]);
  expect(texts.join()).not.toContain('secret');
});

function readDimensions(directive: unknown): unknown {
  const { CloudWatchMetrics: [metrics] = [] } = JSON.parse(JSON.stringify(directive));
  return metrics?.Dimensions;
}
