/**
 * The process in which the function runs, with the function's environment and nothing else: its standard output is
 * the function's log. Started by {@link startFunction}.
 */
import { createHttpFront } from '../api-gateway/http-front';
import { serveOnLoopback } from '../loopback-server';
import { createInvokeEndpoint, isInvokeRequest } from './invoke-endpoint';
import { loadFunction } from './node-runtime';

export interface FunctionProcessArguments {
  readonly bundle: string;
  readonly port: number;
  readonly timeoutMillis: number;
}

export type FunctionProcessMessage =
  | { readonly kind: 'listening'; readonly url: string; readonly port: number }
  | { readonly kind: 'failed'; readonly message: string; readonly code: string | undefined };

async function main(): Promise<void> {
  const { bundle, port, timeoutMillis }: FunctionProcessArguments = JSON.parse(
    process.argv[2] ?? '',
  );
  process.once('disconnect', () => process.exit());
  const { handler, lambdaHook } = loadFunction(bundle);
  const front = createHttpFront(handler, timeoutMillis);
  const invoke = createInvokeEndpoint(lambdaHook, timeoutMillis);
  const server = await serveOnLoopback((request, response) => {
    (isInvokeRequest(request) ? invoke : front)(request, response);
  }, port);
  report({ kind: 'listening', url: server.url, port: server.port });
}

function report(message: FunctionProcessMessage): void {
  process.send?.(message);
}

main().catch((error: NodeJS.ErrnoException) => {
  report({ kind: 'failed', message: error.message, code: error.code });
  process.disconnect?.();
  process.exitCode = 1;
});
