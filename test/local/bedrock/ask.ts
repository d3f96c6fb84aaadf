import { request } from 'node:http';

/** A response as received from the socket. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
  /** Whether the connection broke before the response was complete. */
  readonly isCut: boolean;
}

export interface RawQuestion {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

/** Sends a request with `node:http`, which changes neither the path nor the body. */
export function ask(url: string, question: RawQuestion = {}): Promise<RawAnswer> {
  const { method = 'POST', headers = {}, body = '' } = question;
  return new Promise((resolve, reject) => {
    const { origin, href } = new URL(url);
    const outgoing = request(origin, { method, headers, path: href.slice(origin.length) });
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      const chunks: Buffer[] = [];
      const finish = (isCut: boolean) => () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
          isCut,
        });
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', finish(false));
      response.once('error', finish(true));
    });
    outgoing.end(body);
  });
}

export function askJson(url: string, body: unknown, headers: Record<string, string> = {}) {
  return ask(url, { body: JSON.stringify(body), headers });
}

export function readJson({ body }: RawAnswer): unknown {
  return JSON.parse(body.toString('utf8'));
}

/** Splits a stream into frames by the length at the start of each. The last may be incomplete. */
export function decodeFrames(body: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let start = 0; start < body.length; start += body.readUInt32BE(start)) {
    frames.push(body.subarray(start, start + body.readUInt32BE(start)));
  }
  return frames;
}
