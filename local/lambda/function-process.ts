/**
 * The process that runs the function. It has only the environment variables of the function, and its standard output is
 * the log of the function. {@link startFunction} starts it.
 */
import type { RequestListener } from 'node:http';
import { ApiKeys } from '../api-gateway/api-keys';
import { createApiKeysEndpoint, isApiKeysRequest } from '../api-gateway/control-endpoint';
import { createKeyGate } from '../api-gateway/key-gate';
import { createRestApi } from '../api-gateway/rest-api';
import type { Certificate } from '../loopback/certificate';
import { serveOnLoopback } from '../loopback-server';
import { createInvokeEndpoint, isInvokeRequest } from './invoke-endpoint';
import { loadAuthorizer, loadFunction } from './node-runtime';

export interface FunctionProcessArguments {
  readonly bundle: string;
  readonly port: number;
  readonly timeoutMillis: number;
  /** The authorizer's bundle, if callers need an API key. */
  readonly authorizerBundle: string | undefined;
  /** Whether to make a certificate and to take TLS, too. */
  readonly tls: boolean;
}

export type FunctionProcessMessage =
  | {
      readonly kind: 'listening';
      readonly url: string;
      readonly port: number;
      readonly certificate: string | undefined;
    }
  | { readonly kind: 'failed'; readonly message: string; readonly code: string | undefined };

async function main(): Promise<void> {
  const functionArguments: FunctionProcessArguments = JSON.parse(process.argv[2] ?? '');
  let close = async () => {};
  process.once('disconnect', () => close().finally(() => process.exit()));
  const { port, tls } = functionArguments;
  const certificate = tls ? await makeCertificate() : undefined;
  const server = await serveOnLoopback(createListener(functionArguments), port, certificate);
  close = () => server.close();
  report({ kind: 'listening', url: server.url, port: server.port, certificate: certificate?.cert });
}

/** The private key stays in the memory of this process. */
async function makeCertificate(): Promise<Certificate> {
  const certificates = await import('../loopback/certificate');
  return certificates.makeCertificate(Date.now());
}

/** Serves Lambda's Invoke, the API, and if callers have keys, API Gateway's control plane. */
function createListener({
  bundle,
  timeoutMillis,
  authorizerBundle,
}: FunctionProcessArguments): RequestListener {
  const { handler, lambdaHook } = loadFunction(bundle);
  const apiKeys = new ApiKeys();
  const gate =
    authorizerBundle === undefined
      ? undefined
      : createKeyGate(loadAuthorizer(authorizerBundle), apiKeys);
  const restApi = createRestApi(handler, timeoutMillis, gate);
  const invoke = createInvokeEndpoint(lambdaHook, timeoutMillis);
  const control = createApiKeysEndpoint(apiKeys);
  return (request, response) => {
    if (isInvokeRequest(request)) invoke(request, response);
    else if (gate !== undefined && isApiKeysRequest(request)) control(request, response);
    else restApi(request, response);
  };
}

function report(message: FunctionProcessMessage): void {
  process.send?.(message);
}

main().catch((error: NodeJS.ErrnoException) => {
  report({ kind: 'failed', message: error.message, code: error.code });
  process.disconnect?.();
  process.exitCode = 1;
});
