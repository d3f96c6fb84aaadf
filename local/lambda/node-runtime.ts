import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import type { Authorizer } from '../api-gateway/key-gate';
import { type FunctionStream, HttpResponseStream } from './http-response-stream';

/** The handler of a streaming function. */
export type StreamingHandler = (
  event: APIGatewayProxyEvent,
  responseStream: FunctionStream,
  context: Context,
) => Promise<unknown>;

/** A {@link StreamingHandler} whose stream has the type of Lambda's runtime, which declares fewer members. */
export type LoadedHandler = (
  event: APIGatewayProxyEvent,
  responseStream: awslambda.HttpResponseStream,
  context: Context,
) => Promise<unknown>;

/** The handler of a function with a buffered response. */
export type BufferedHandler = (event: unknown, context: Context) => Promise<unknown>;

/** The exports of the function's bundle. */
export interface LoadedFunction {
  readonly handler: LoadedHandler;
  readonly lambdaHook: BufferedHandler;
}

/**
 * Loads a function as Lambda's Node.js runtime does, with the global `awslambda` that a streaming function uses. Set the
 * environment variables of the function before.
 *
 * @param file the bundle
 */
export function loadFunction(file: string): LoadedFunction {
  Object.assign(globalThis, {
    awslambda: {
      streamifyResponse: (handler: StreamingHandler) => handler,
      HttpResponseStream,
    },
  });
  const { handler, lambdaHook } = require(file);
  if (typeof handler !== 'function') throw new Error(`${file} exports no handler`);
  return { handler, lambdaHook };
}

/** @param file the bundle of a function with a buffered response */
export function loadBufferedFunction(file: string): BufferedHandler {
  const { handler } = require(file);
  if (typeof handler !== 'function') throw new Error(`${file} exports no handler`);
  return handler;
}

/** @param file the authorizer's bundle */
export function loadAuthorizer(file: string): Authorizer {
  const { handler } = require(file);
  if (typeof handler !== 'function') throw new Error(`${file} exports no handler`);
  return handler;
}

/** Composes the context object of one invocation. */
export function composeContext(timeoutMillis: number): Context {
  const endsAt = Date.now() + timeoutMillis;
  const functionName = 'bedrock-tier-router';
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:111122223333:function:${functionName}`,
    memoryLimitInMB: '512',
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => endsAt - Date.now(),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
