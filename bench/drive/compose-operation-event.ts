import type { APIGatewayProxyEvent } from 'aws-lambda';
import { OPERATION } from '../cases';

const HEADERS = {
  'Content-Type': 'application/json',
  Host: 'abc123.execute-api.us-east-1.amazonaws.com',
  'User-Agent': 'bench',
  'X-Amzn-Trace-Id': 'Root=1-691f9a3b-0123456789abcdef01234567',
  'X-Forwarded-For': '203.0.113.7',
  'X-Forwarded-Port': '443',
  'X-Forwarded-Proto': 'https',
};

/** Composes the event of a REST API for `POST /v1/{operation}`. */
export function composeOperationEvent(body: string, isStream: boolean): APIGatewayProxyEvent {
  return composeEvent(`/v1/${OPERATION}${isStream ? '/stream' : ''}`, body);
}

/** Composes the event of a REST API for a POST, without members that the router does not read. */
export function composeEvent(path: string, body: string): APIGatewayProxyEvent {
  const event: Pick<APIGatewayProxyEvent, 'path' | 'httpMethod' | 'body' | 'isBase64Encoded'> &
    Partial<APIGatewayProxyEvent> = {
    resource: '/{proxy+}',
    path,
    httpMethod: 'POST',
    headers: HEADERS,
    multiValueHeaders: Object.fromEntries(
      Object.entries(HEADERS).map(([name, value]) => [name, [value]]),
    ),
    body,
    isBase64Encoded: false,
  };
  return { ...event, requestContext: { requestId: '' } } as APIGatewayProxyEvent;
}
