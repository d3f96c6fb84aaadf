import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Headers } from '../core/forwarded-headers';

/** An HTTP request as the gateway hands it over. */
export interface HttpRequest {
  readonly requestId: string;
  readonly method: string;
  /** Without the base path of a custom domain; percent-encoded as the gateway left it. */
  readonly path: string;
  readonly headers: Headers;
  /** API Gateway's ID of the API key, where the method asks for one. */
  readonly callerId: string | undefined;
  /** Text where the gateway hands over text; bytes where it hands over base64. */
  readonly body: string | Uint8Array;
}

/**
 * Reads a REST API proxy event.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function readEvent(event: APIGatewayProxyEvent): HttpRequest {
  return {
    requestId: event.requestContext.requestId,
    method: event.httpMethod,
    path: readPath(event),
    headers: readHeaders(event),
    callerId: event.requestContext.identity?.apiKeyId ?? undefined,
    body: readBody(event),
  };
}

/**
 * Behind a custom domain, `path` begins with the base path; what `{proxy+}` matched does not. A REST API leaves both
 * percent-encoded; should one decode the match, it is still known as the end of the path.
 *
 * @see https://github.com/CodeGenieApp/serverless-express/issues/397 which shows both
 */
function readPath({ path, pathParameters }: APIGatewayProxyEvent): string {
  const matched = `/${pathParameters?.['proxy'] ?? ''}`;
  if (matched === '/') return path;
  return path.endsWith(matched) || decode(path).endsWith(matched) ? matched : path;
}

/** A path that is no valid percent-encoding is taken literally. */
function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/**
 * Repeated headers are joined, as HTTP allows, in whatever case each is written; `headers` would have only the last. The
 * object has no prototype, so that no header name can mean anything but a header.
 */
function readHeaders({ headers, multiValueHeaders }: APIGatewayProxyEvent): Headers {
  const lowerCased: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(headers ?? {})) {
    const values = multiValueHeaders?.[name] ?? [];
    const joined = values.length > 1 ? values.join(',') : value;
    if (joined === undefined) continue;
    const key = name.toLowerCase();
    lowerCased[key] = lowerCased[key] === undefined ? joined : `${lowerCased[key]},${joined}`;
  }
  return lowerCased;
}

function readBody({ body, isBase64Encoded }: APIGatewayProxyEvent): string | Uint8Array {
  if (body === null || body === undefined) return '';
  if (typeof body !== 'string') throw new TypeError('the body of the event is no text');
  return isBase64Encoded ? Buffer.from(body, 'base64') : body;
}
