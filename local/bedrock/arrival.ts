import type { IncomingMessage } from 'node:http';
import { violatedConstraint } from './bedrock-error';
import type { Arrival } from './journal';

/** The longest body of the API model. */
const MOST_BODY_BYTES = 25_000_000;

/** Reads a request to its end. Of a body too long the rest is dropped, so that {@link checkLength} sees it. */
export async function readArrival(request: IncomingMessage): Promise<Arrival> {
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    rawHeaders: request.rawHeaders,
    headers: joinHeaders(request),
    body: await readBody(request),
  };
}

/** @throws BedrockError where the body is longer than Bedrock takes */
export function checkLength({ body }: Arrival): void {
  if (body.length <= MOST_BODY_BYTES) return;
  const constraint = `Member must have length less than or equal to ${MOST_BODY_BYTES}`;
  throw violatedConstraint(undefined, 'body', constraint);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (length <= MOST_BODY_BYTES) chunks.push(chunk);
    length += chunk.length;
  }
  return Buffer.concat(chunks);
}

function joinHeaders({ headersDistinct }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(', ')]),
  );
}
