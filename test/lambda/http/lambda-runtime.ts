import { setImmediate as soon } from 'node:timers/promises';
import { beforeEach, vi } from 'vitest';
import { HttpResponseStream } from '../../../local/lambda/http-response-stream';
import { FunctionResponseStream } from '../../fakes/response-stream/function-response-stream';

/** Gives each test of a file the global that Lambda's Node.js runtime has. */
export function useLambdaRuntime(): void {
  beforeEach(() => {
    vi.stubGlobal('awslambda', { HttpResponseStream });
    return () => vi.unstubAllGlobals();
  });
}

/** What a function wrote to its response, as the gateway sees it. */
export interface WrittenResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Reads the stream to its end: metadata, eight NUL bytes, payload. */
export async function readWritten(stream: FunctionResponseStream): Promise<WrittenResponse> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return parseWritten(Buffer.concat(chunks));
}

export function parseWritten(bytes: Buffer): WrittenResponse {
  const end = bytes.indexOf('\0'.repeat(8));
  if (end < 0) throw new Error('the response has no metadata');
  const metadata = JSON.parse(bytes.toString('utf8', 0, end));
  return { ...metadata, body: bytes.toString('utf8', end + 8) };
}

export function createResponseStream(): FunctionResponseStream {
  return new FunctionResponseStream();
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await soon();
}
