import { json } from 'node:stream/consumers';
import { serveOnLoopback } from '../../../../local/loopback-server';

export interface MetricDataCall {
  readonly MetricDataQueries: readonly object[];
  readonly StartTime: number;
  readonly EndTime: number;
  readonly NextToken?: string;
}

/** A CloudWatch that answers calls of GetMetricData with these pages; with an error if there are none left. */
export async function serveCloudWatch(pages: readonly object[]) {
  const calls: MetricDataCall[] = [];
  const server = await serveOnLoopback(async (request, response) => {
    calls.push((await json(request)) as MetricDataCall);
    const page = pages[calls.length - 1];
    response.statusCode = page === undefined ? 400 : 200;
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(page ?? { __type: 'AccessDenied', message: 'not for you' }));
  });
  return { url: server.url, calls, close: () => server.close() };
}
