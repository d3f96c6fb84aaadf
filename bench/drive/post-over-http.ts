import { Agent, request } from 'node:http';
import type { Call, CallTimes } from './run-window';

export interface HttpTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Shorter than the timeouts of all servers, so that no request uses a connection that is being closed. */
const LONGEST_IDLE_MILLIS = 2_000;

/** Posts over kept-alive connections, with node:http alone. */
export function postOverHttp({ url, headers, body }: HttpTarget): Call {
  const { hostname, port, pathname: path } = new URL(url);
  const agent = new Agent({ keepAlive: true, timeout: LONGEST_IDLE_MILLIS });
  const bytes = Buffer.from(body);
  const options = {
    agent,
    hostname,
    port,
    path,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': String(bytes.length),
      ...headers,
    },
  };
  return () =>
    new Promise<CallTimes>((resolve, reject) => {
      const sent = request(options, (response) => {
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
