import type {
  APIGatewayAuthorizerResult,
  APIGatewayProxyEvent,
  APIGatewayRequestAuthorizerEvent,
} from 'aws-lambda';
import type { ApiKeys } from './api-keys';
import type { GatewayRefusal } from './gateway-refusal';

/** The handler of the authorizer function. */
export type Authorizer = (
  event: APIGatewayRequestAuthorizerEvent,
) => Promise<APIGatewayAuthorizerResult>;

/** Admits an event and adds the caller's identity to it, or refuses it. */
export type Gate = (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyEvent | GatewayRefusal>;

/**
 * Emulates a method that requires an API key and takes it from the authorizer (API key source `AUTHORIZER`). Calls
 * the authorizer for each request, as with a cache time of 0, then counts the request against the key's usage plan.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html
 */
export function createKeyGate(authorizer: Authorizer, apiKeys: ApiKeys): Gate {
  return async (event) => {
    const result = await authorize(authorizer, event);
    if (typeof result === 'string') return result;
    const { principalId, usageIdentifierKey = '', context = {} } = result;
    const apiKey = apiKeys.find(usageIdentifierKey ?? '');
    if (apiKey === undefined || !apiKey.enabled) return 'invalid-api-key';
    const admission = apiKeys.admit(apiKey);
    if (admission !== 'admitted') return admission;
    const { identity, ...requestContext } = event.requestContext;
    return {
      ...event,
      requestContext: {
        ...requestContext,
        authorizer: { ...context, principalId, integrationLatency: 0 },
        identity: { ...identity, apiKey: usageIdentifierKey, apiKeyId: apiKey.id },
      },
    };
  };
}

async function authorize(
  authorizer: Authorizer,
  event: APIGatewayProxyEvent,
): Promise<APIGatewayAuthorizerResult | GatewayRefusal> {
  try {
    const result = await authorizer(composeAuthorizerEvent(event));
    const isAllowed = result.policyDocument.Statement.every(({ Effect }) => Effect === 'Allow');
    return isAllowed ? result : 'access-denied';
  } catch (error) {
    const isRefusal = error instanceof Error && error.message === 'Unauthorized';
    return isRefusal ? 'unauthorized' : 'authorizer-failed';
  }
}

/** The event of a REQUEST authorizer: the request without its body. */
function composeAuthorizerEvent(event: APIGatewayProxyEvent): APIGatewayRequestAuthorizerEvent {
  const { body: _, isBase64Encoded: __, ...request } = event;
  const { accountId, apiId, stage } = event.requestContext;
  const api = `arn:aws:execute-api:us-east-1:${accountId}:${apiId}`;
  return {
    type: 'REQUEST',
    methodArn: `${api}/${stage}/${event.httpMethod}${event.path}`,
    ...request,
    requestContext: { ...event.requestContext, authorizer: undefined },
  };
}
