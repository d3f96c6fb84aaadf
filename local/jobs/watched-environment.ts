import type { IncomingMessage, RequestListener } from 'node:http';
import { type EnvironmentOptions, FunctionEnvironment } from '../lambda/function-environment';
import { serveOnLoopback } from '../loopback-server';

/** Returns whether the call is served. */
export type OnWorkerCall = (environment: FunctionEnvironment, request: IncomingMessage) => boolean;

/** Starts an environment that calls AWS at a port of its own, so that each call is known to be its. */
export async function startWatchedEnvironment(
  listener: RequestListener,
  compose: (url: string) => EnvironmentOptions,
  onCall: OnWorkerCall,
): Promise<FunctionEnvironment> {
  const server = await serveOnLoopback((request, response) => {
    if (onCall(environment, request)) listener(request, response);
  });
  const environment = new FunctionEnvironment(compose(server.url));
  environment.ended.finally(() => server.close());
  return environment;
}
