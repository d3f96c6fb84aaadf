import type { APIGatewayProxyEvent } from 'aws-lambda';

/** An HTTP request as the router reads it. */
export interface RouterRequest {
  readonly requestId: string;
  readonly method: string;
  /** Still percent-encoded. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly bodyText: string;
}

/**
 * Translates a REST API proxy event.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function readRequest(event: APIGatewayProxyEvent): RouterRequest {
  return {
    requestId: event.requestContext.requestId,
    method: event.httpMethod,
    path: event.path,
    headers: readHeaders(event.headers),
    bodyText: readBody(event),
  };
}

function readHeaders(headers: APIGatewayProxyEvent['headers'] | null): ReadonlyMap<string, string> {
  const lowerCased = new Map<string, string>();
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value !== undefined) lowerCased.set(name.toLowerCase(), value);
  }
  return lowerCased;
}

function readBody({ body, isBase64Encoded }: APIGatewayProxyEvent): string {
  if (body === null || body === undefined) return '';
  return isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}
