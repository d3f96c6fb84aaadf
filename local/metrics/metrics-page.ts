import { createHash } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { MetricsAggregate } from './metrics-aggregate';
import { PAGE_SCRIPT } from './page-script';
import { PAGE_STYLE } from './page-style';
import { renderPage, type ShownRouter } from './render-page';

export const METRICS_PATH = '/_local/metrics';
const JSON_PATH = `${METRICS_PATH}.json`;

/** Prevents scripts and requests even if text is not escaped. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src '${hash(PAGE_STYLE)}'`,
  `script-src '${hash(PAGE_SCRIPT)}'`,
  "connect-src 'self'",
  'img-src data:',
].join('; ');

/**
 * Shows the metrics of the CloudWatch dashboard locally. `GET /_local/metrics` returns a page. With `Accept:
 * application/json`, or at `/_local/metrics.json`, it returns JSON.
 */
export class MetricsPage {
  /** The router of the page's example call. */
  router: ShownRouter = { url: '', requiresApiKey: false };
  readonly #aggregate = new MetricsAggregate(new Date());

  /** Records the metrics in a line of the function's log; ignores other lines. */
  recordLogLine(line: string): void {
    this.#aggregate.recordLogLine(line);
  }

  /** Whether a request on a shared server is for this page. */
  accepts(request: IncomingMessage): boolean {
    return [METRICS_PATH, JSON_PATH].includes(readPath(request));
  }

  readonly listener: RequestListener = (request, response) => {
    response.setHeader('cache-control', 'no-store');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      refuseMethod(response);
      return;
    }
    const summary = this.#aggregate.summarize();
    if (wantsJson(request)) {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(summary));
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
    response.end(renderPage(summary, this.router));
  };
}

function refuseMethod(response: ServerResponse): void {
  response.writeHead(405, { allow: 'GET, HEAD', 'content-type': 'application/json' });
  response.end(JSON.stringify({ message: 'allowed: GET, HEAD' }));
}

function wantsJson(request: IncomingMessage): boolean {
  const { accept = '' } = request.headers;
  return readPath(request) === JSON_PATH || accept.includes('application/json');
}

function readPath({ url = '' }: IncomingMessage): string {
  return url.replace(/\?.*$/, '');
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
