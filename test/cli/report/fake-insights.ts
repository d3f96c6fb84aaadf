import type { RequestListener } from 'node:http';
import { json } from 'node:stream/consumers';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { onTestFinished } from 'vitest';
import { serveOnLoopback } from '../../../local/loopback-server';

/** One answer to GetQueryResults. */
export interface InsightsAnswer {
  readonly status: string;
  readonly results?: readonly (readonly { readonly field: string; readonly value?: string }[])[];
}

type Call = { readonly target: string; readonly input: unknown };

/**
 * Starts a server for the two operations of a query. It gives the answers in order, and then repeats the last one.
 *
 * @param refusal error in answer to StartQuery
 */
export async function startFakeInsights(
  answers: readonly InsightsAnswer[],
  refusal?: { readonly type: string; readonly message: string },
) {
  const calls: Call[] = [];
  let asked = 0;
  const listener: RequestListener = async (request, response) => {
    const target = String(request.headers['x-amz-target']);
    calls.push({ target, input: await json(request) });
    const send = (status: number, body: unknown) =>
      response
        .writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
        .end(JSON.stringify(body));
    if (target.endsWith('.StartQuery') && refusal !== undefined) {
      send(400, { __type: refusal.type, message: refusal.message });
    } else if (target.endsWith('.StartQuery')) {
      send(200, { queryId: 'query-1' });
    } else {
      send(200, answers[Math.min(asked, answers.length - 1)]);
      asked += 1;
    }
  };
  const { url, close } = await serveOnLoopback(listener);
  onTestFinished(close);
  return { url, calls };
}

/** The real client for the fake server. */
export function createLogsClient(url: string): CloudWatchLogsClient {
  const client = new CloudWatchLogsClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  return client;
}
