import type { IncomingMessage } from 'node:http';
import { type JsonObject, parseJsonObject } from '../../../lambda/core/json/json-object';
import { BedrockError, invalid, malformedInput, violatedConstraint } from '../error';
import type { ReceivedRequest } from '../journal';
import { type BedrockOperation, isInvoke, isOpenai } from '../operation';

/** The maximum body length of the API model. */
const MAX_BODY_BYTES = 25_000_000;

/** Reads a request to its end. Discards the rest of a body that is too long, which {@link parseBody} then refuses. */
export async function receiveRequest(request: IncomingMessage): Promise<ReceivedRequest> {
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    rawHeaders: request.rawHeaders,
    headers: joinHeaders(request),
    body: await readBody(request),
  };
}

/**
 * Parses a body as JSON. As in Bedrock, the invoke operations refuse a body with another message than the other
 * operations.
 *
 * @throws BedrockError if the body is not a JSON object, or is longer than Bedrock accepts
 */
export function parseBody(operation: BedrockOperation, bytes: Buffer): JsonObject {
  if (bytes.length > MAX_BODY_BYTES) {
    const constraint = `Member must have length less than or equal to ${MAX_BODY_BYTES}`;
    throw violatedConstraint(undefined, 'body', constraint);
  }
  const body = parseJsonObject(bytes.toString());
  if (body !== undefined) return body;
  if (isInvoke(operation)) throw malformedInput('the body is not a JSON object');
  if (isOpenai(operation)) throw invalid('We could not parse the JSON body of your request.');
  throw new BedrockError('SerializationException', 'The request body is not a JSON object');
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
    length += chunk.length;
  }
  return Buffer.concat(chunks);
}

function joinHeaders({ headersDistinct }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(', ')]),
  );
}
