import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { MetricsAggregate, type MetricsSummary } from './metrics-aggregate';

export const METRICS_PATH = '/_local/metrics.json';

/** Serves the metrics of the CloudWatch dashboard locally: `GET /_local/metrics.json`. The console shows them, too. */
export class MetricsEndpoint {
  readonly #aggregate = new MetricsAggregate(new Date());

  /** Records the metrics in a line of the function's log; ignores other lines. */
  recordLogLine(line: string): void {
    this.#aggregate.recordLogLine(line);
  }

  summarize(): MetricsSummary {
    return this.#aggregate.summarize();
  }

  accepts({ url = '' }: IncomingMessage): boolean {
    return url.replace(/\?.*$/, '') === METRICS_PATH;
  }

  readonly listener: RequestListener = ({ method }, response) => {
    response.setHeader('cache-control', 'no-store').setHeader('content-type', 'application/json');
    if (method === 'GET' || method === 'HEAD') response.end(JSON.stringify(this.summarize()));
    else refuseMethod(response);
  };
}

function refuseMethod(response: ServerResponse): void {
  response.writeHead(405, { allow: 'GET, HEAD' });
  response.end(JSON.stringify({ message: 'allowed: GET, HEAD' }));
}
