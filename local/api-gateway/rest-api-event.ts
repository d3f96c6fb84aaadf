import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';

const STAGE = 'local';
const ACCOUNT_ID = '111122223333';

/** Composes the event of a REST API for a request to the resource `/{proxy+}`. Encoded paths stay encoded. */
export function composeRestApiEvent(request: IncomingMessage, body: Buffer): APIGatewayProxyEvent {
  const [path = '/', queryString = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const query = groupByName([...new URLSearchParams(queryString)]);
  const headers = groupByName(pairUp(request.rawHeaders));
  return {
    resource: '/{proxy+}',
    path,
    httpMethod: request.method ?? 'GET',
    headers: takeLast(headers),
    multiValueHeaders: headers,
    queryStringParameters: queryString === '' ? null : takeLast(query),
    multiValueQueryStringParameters: queryString === '' ? null : query,
    pathParameters: { proxy: path.slice(1) },
    stageVariables: null,
    requestContext: composeRequestContext(request, path),
    ...composeBody(body),
  };
}

function composeRequestContext(
  request: IncomingMessage,
  path: string,
): APIGatewayProxyEvent['requestContext'] {
  return {
    accountId: ACCOUNT_ID,
    apiId: 'local',
    authorizer: null,
    protocol: `HTTP/${request.httpVersion}`,
    httpMethod: request.method ?? 'GET',
    identity: composeIdentity(request),
    path: `/${STAGE}${path}`,
    stage: STAGE,
    requestId: randomUUID(),
    requestTimeEpoch: Date.now(),
    resourceId: 'proxy',
    resourcePath: '/{proxy+}',
  };
}

function composeIdentity(
  request: IncomingMessage,
): APIGatewayProxyEvent['requestContext']['identity'] {
  return {
    accessKey: null,
    accountId: null,
    apiKey: null,
    apiKeyId: null,
    caller: null,
    clientCert: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: request.socket.remoteAddress ?? '',
    user: null,
    userAgent: request.headers['user-agent'] ?? null,
    userArn: null,
  };
}

/**
 * Encodes bytes that are not UTF-8 as base64, so that tests can send them to the function. (API Gateway without binary
 * media types corrupts such bytes.)
 */
function composeBody(body: Buffer): Pick<APIGatewayProxyEvent, 'body' | 'isBase64Encoded'> {
  if (body.length === 0) return { body: null, isBase64Encoded: false };
  if (isUtf8(body)) return { body: body.toString('utf8'), isBase64Encoded: false };
  return { body: body.toString('base64'), isBase64Encoded: true };
}

function pairUp(rawHeaders: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    pairs.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return pairs;
}

function groupByName(pairs: readonly [string, string][]): Record<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const values = grouped.get(name);
    if (values === undefined) grouped.set(name, [value]);
    else values.push(value);
  }
  return Object.fromEntries(grouped);
}

function takeLast(grouped: Record<string, string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(grouped).map(([name, values]) => [name, values.at(-1) ?? '']),
  );
}
