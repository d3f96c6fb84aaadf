import { Agent, request } from 'node:http';
import type { Call, CallTimes } from './run-window';

export interface HttpTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Shorter than the timeouts of all servers, so that no request uses a connection that is being closed. */
const LONGEST_IDLE_MILLIS = 2_000;

/**
 * Posts over kept-alive connections, with node:http alone.
 *
 * @param sign further headers of one request
 */
export function postOverHttp(
  { url, headers, body }: HttpTarget,
  sign?: (bytes: Uint8Array) => Readonly<Record<string, string>>,
): Call {
  const { hostname, port, pathname: path } = new URL(url);
  const agent = new Agent({ keepAlive: true, timeout: LONGEST_IDLE_MILLIS });
  const bytes = Buffer.from(body);
  const place = { agent, hostname, port, path, method: 'POST' };
  const fixed = {
    'content-type': 'application/json',
    'content-length': String(bytes.length),
    ...headers,
  };
  return () =>
    new Promise<CallTimes>((resolve, reject) => {
      const sent = request({ ...place, headers: { ...fixed, ...sign?.(bytes) } }, (response) => {
        let firstByteAt = 0;
        response.on('data', () => {
          firstByteAt ||= performance.now();
        });
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode === 200) resolve({ firstByteAt });
          else reject(new Error(`${url} answered ${response.statusCode}`));
        });
      });
      sent.on('error', reject);
      sent.end(bytes);
    });
}
