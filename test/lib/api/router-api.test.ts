import { Match } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { DEFAULTS, templateOf } from '../router-in-stack';

const template = templateOf(DEFAULTS);

it('is Regional, and does not change settings of the account', () => {
  template.hasResourceProperties('AWS::ApiGateway::RestApi', {
    Name: 'Pipeline-Router-6B1988F0',
    EndpointConfiguration: { Types: ['REGIONAL'] },
  });
  template.resourceCountIs('AWS::ApiGateway::Account', 0);
});

it('streams every method on every path from the function, for AWS principals', () => {
  template.resourceCountIs('AWS::ApiGateway::Method', 2);
  template.allResourcesProperties('AWS::ApiGateway::Method', {
    HttpMethod: 'ANY',
    AuthorizationType: 'AWS_IAM',
    Integration: {
      Type: 'AWS_PROXY',
      ResponseTransferMode: 'STREAM',
      TimeoutInMillis: 900_000,
      Uri: {
        'Fn::Join': [
          '',
          Match.arrayWith([
            ':lambda:path/2021-11-15/functions/',
            '/response-streaming-invocations',
          ]),
        ],
      },
    },
  });
  template.hasResourceProperties('AWS::ApiGateway::Resource', { PathPart: '{proxy+}' });
});

it('throttles, measures and traces, and logs errors without a body', () => {
  template.hasResourceProperties('AWS::ApiGateway::Stage', {
    StageName: 'prod',
    TracingEnabled: true,
    MethodSettings: [
      {
        HttpMethod: '*',
        ResourcePath: '/*',
        DataTraceEnabled: false,
        LoggingLevel: 'ERROR',
        MetricsEnabled: true,
        ThrottlingRateLimit: 100,
        ThrottlingBurstLimit: 200,
      },
    ],
  });
});

it('writes one JSON line for each request, without a query string', () => {
  const [stage] = Object.values(template.findResources('AWS::ApiGateway::Stage'));
  expect(JSON.parse(stage?.['Properties'].AccessLogSetting.Format)).toEqual({
    requestId: '$context.requestId',
    ip: '$context.identity.sourceIp',
    caller: '$context.identity.caller',
    user: '$context.identity.user',
    apiKeyId: '$context.identity.apiKeyId',
    requestTime: '$context.requestTime',
    httpMethod: '$context.httpMethod',
    path: '$context.path',
    status: '$context.status',
    protocol: '$context.protocol',
    responseLength: '$context.responseLength',
    integrationLatency: '$context.integrationLatency',
    integrationStatus: '$context.integrationStatus',
    integrationError: '$context.integrationErrorMessage',
    errorType: '$context.error.responseType',
    principalId: '$context.authorizer.principalId',
    authorizerStatus: '$context.authorizer.status',
    authorizerError: '$context.authorizer.error',
    authorizeError: '$context.authorize.error',
    authenticateStatus: '$context.authenticate.status',
    wafResponseCode: '$context.wafResponseCode',
    wafError: '$context.waf.error',
  });
});

it('keeps every log for a month', () => {
  template.resourceCountIs('AWS::Logs::LogGroup', 4);
  template.allResourcesProperties('AWS::Logs::LogGroup', {
    RetentionInDays: 30,
    KmsKeyId: Match.absent(),
  });
});

it('creates the log group for errors before the stage that writes to it', () => {
  template.hasResourceProperties('AWS::Logs::LogGroup', {
    LogGroupName: {
      'Fn::Join': ['', ['API-Gateway-Execution-Logs_', { Ref: 'RouterApi30C329D4' }, '/prod']],
    },
  });
  template.hasResource('AWS::ApiGateway::Stage', {
    DependsOn: ['RouterApiErrorLogsCA5494D5'],
  });
});
