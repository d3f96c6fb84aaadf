import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';

/**
 * One JSON line for each request: caller, path, outcome and the reason of a refusal, without query string, headers and body.
 *
 * The message of an error is left out: for a wrong signature, it repeats the signed headers with the caller's session token.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export const ACCESS_LOG_FORMAT = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    ip: AccessLogField.contextIdentitySourceIp(),
    caller: AccessLogField.contextIdentityCaller(),
    user: AccessLogField.contextIdentityUser(),
    apiKeyId: AccessLogField.contextIdentityApiKeyId(),
    requestTime: AccessLogField.contextRequestTime(),
    httpMethod: AccessLogField.contextHttpMethod(),
    path: AccessLogField.contextPath(),
    status: AccessLogField.contextStatus(),
    protocol: AccessLogField.contextProtocol(),
    responseLength: AccessLogField.contextResponseLength(),
    integrationLatency: AccessLogField.contextIntegrationLatency(),
    integrationStatus: AccessLogField.contextIntegrationStatus(),
    integrationError: AccessLogField.contextIntegrationErrorMessage(),
    errorType: AccessLogField.contextErrorResponseType(),
    principalId: AccessLogField.contextAuthorizerPrincipalId(),
    authorizerStatus: AccessLogField.contextAuthorizerStatus(),
    authorizerError: AccessLogField.contextAuthorizerError(),
    authorizeError: AccessLogField.contextAuthorizeError(),
    authenticateStatus: AccessLogField.contextAuthenticateStatus(),
    wafResponseCode: AccessLogField.contextWafResponseCode(),
    wafError: AccessLogField.contextWafError(),
  }),
);
