import { RouterError } from '../core/errors/router-error';
import { isJsonObject, type JsonObject } from '../core/json/json-object';
import type { Headers } from '../core/wire/forwarded-headers';
import {
  describeKind,
  invalidEvent,
  readMembers,
  readText,
  requireMembers,
  requireText,
} from './event-member';
import { readHeaders } from './read-headers';

/** An HTTP request as the gateway sends it. */
export interface HttpRequest {
  readonly requestId: string;
  readonly method: string;
  /** Without the base path of a custom domain; percent-encoded as the gateway left it. */
  readonly path: string;
  readonly headers: Headers;
  /** API Gateway's ID of the API key, if the method requires one. */
  readonly callerId: string | undefined;
  /** The ARN of the IAM principal that signed the request. */
  readonly userArn: string | undefined;
  /** The principal that an authorizer names, or the subject of a token of Cognito. */
  readonly authorizedId: string | undefined;
  /** Text if the gateway sends text; bytes if it sends base64. */
  readonly body: string | Uint8Array;
}

/**
 * Reads a REST API proxy event. HTTP APIs in their own format, WebSocket APIs and load balancers send other events, and
 * they cannot stream.
 *
 * @throws RouterError `invalid-event`, `invalid-header` or `invalid-body`
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function readEvent(event: unknown): HttpRequest {
  const members = requireMembers('it', event);
  const context = requireMembers('requestContext', members['requestContext']);
  const identity = readMembers('requestContext.identity', context['identity']);
  return {
    requestId: requireText('requestContext.requestId', context['requestId']),
    method: requireText('httpMethod', members['httpMethod']),
    path: readPath(members),
    headers: readHeaders(members),
    callerId: readText('requestContext.identity.apiKeyId', identity['apiKeyId']),
    userArn: readText('requestContext.identity.userArn', identity['userArn']),
    authorizedId: readAuthorizedId(context),
    body: readBody(members),
  };
}

/**
 * Authorizers choose their members themselves, so nothing else of them is read. For user pools of Cognito, API Gateway names
 * no principal and passes the token's claims on.
 */
function readAuthorizedId({ authorizer }: JsonObject): string | undefined {
  if (!isJsonObject(authorizer)) return undefined;
  const { principalId, claims } = authorizer;
  const subject = isJsonObject(claims) ? claims['sub'] : undefined;
  return [principalId, subject].find((id) => typeof id === 'string');
}

/** The gateway's ID of a request whose event cannot be read; undefined if it has none. */
export function findRequestId(event: unknown): string | undefined {
  const context = isJsonObject(event) ? event['requestContext'] : undefined;
  const requestId = isJsonObject(context) ? context['requestId'] : undefined;
  return typeof requestId === 'string' ? requestId : undefined;
}

/** The path of a request whose event may be unreadable otherwise; undefined if it has none. */
export function findPath(event: unknown): string | undefined {
  try {
    return isJsonObject(event) ? readPath(event) : undefined;
  } catch (error) {
    if (error instanceof RouterError) return undefined;
    throw error;
  }
}

/**
 * Reads the path. Behind a custom domain, `path` begins with the base path, but the match of `{proxy+}` does not. A REST
 * API leaves both percent-encoded. A decoded match is also recognized as the end of the path.
 *
 * @see https://github.com/CodeGenieApp/serverless-express/issues/397 which shows both
 */
function readPath(members: JsonObject): string {
  const path = requireText('path', members['path']);
  const { proxy } = readMembers('pathParameters', members['pathParameters']);
  const matched = `/${readText('pathParameters.proxy', proxy) ?? ''}`;
  if (matched === '/') return path;
  return path.endsWith(matched) || decode(path).endsWith(matched) ? matched : path;
}

/** A path that is not valid percent-encoding is taken literally. */
function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function readBody({ body, isBase64Encoded }: JsonObject): string | Uint8Array {
  if (body === null || body === undefined) return '';
  if (typeof body !== 'string') {
    throw new RouterError(
      'invalid-body',
      `the body of the event is ${describeKind(body)}, not text`,
    );
  }
  const isBytes = isBase64Encoded ?? false;
  if (typeof isBytes !== 'boolean') throw invalidEvent('isBase64Encoded', isBytes, 'true or false');
  return isBytes ? Buffer.from(body, 'base64') : body;
}
