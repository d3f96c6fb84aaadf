import { join } from 'node:path';
import { ApiKeys } from '../../local/api-gateway/api-keys';
import { createKeyGate } from '../../local/api-gateway/key-gate';
import { createRestApi } from '../../local/api-gateway/rest-api';
import { loadAuthorizer } from '../../local/lambda/node-runtime';
import { type LoopbackServer, serveOnLoopback } from '../../local/loopback-server';
import type { FunctionCode } from './account/fetch-function-code';
import type { RunningFunction } from './run-function';

export interface KeyedFrontOptions {
  readonly running: RunningFunction;
  /** Runs in this process, because AWS's runtime client needs its native part for responses that are not streamed. */
  readonly authorizer: FunctionCode;
  readonly key: { readonly id: string; readonly value: string };
}

/** API Gateway as it is emulated locally, with one key, between the two functions that were deployed. */
export function serveKeyedFront({
  running,
  authorizer,
  key,
}: KeyedFrontOptions): Promise<LoopbackServer> {
  const apiKeys = new ApiKeys();
  const usagePlan = { throttle: undefined, quota: undefined };
  apiKeys.create({ ...key, enabled: true, usagePlan });
  const gate = createKeyGate(loadAuthorizer(join(authorizer.folder, 'index.js')), apiKeys);
  const timeoutMillis = running.configuration.Timeout * 1000;
  return serveOnLoopback(createRestApi(running.deployed.handler, timeoutMillis, gate));
}
