import { expect, it } from 'vitest';
import { RouterAuthorization } from '../../../lib';
import { VPC_ENDPOINTS } from '../fixtures';
import { DEFAULTS, KEYED, TOKENS, templateOf } from '../router-in-stack';

interface Method {
  readonly HttpMethod: string;
  readonly ResourceId: { readonly Ref?: string };
  readonly AuthorizationType: string;
  readonly ApiKeyRequired?: boolean;
  readonly AuthorizerId?: unknown;
}

function listMethods(props: object): Method[] {
  const methods = templateOf(props).findResources('AWS::ApiGateway::Method');
  return Object.values(methods).map(({ Properties }) => Properties);
}

it.each([
  ['IAM', DEFAULTS],
  ['keys', KEYED],
  ['tokens', TOKENS],
])('with %s, /health is open and nothing else', (_, props) => {
  const [open, closed] = [true, false].map((isHealth) =>
    listMethods({ ...props, publicHealth: true }).filter(
      ({ ResourceId }) => (ResourceId.Ref ?? '').includes('health') === isHealth,
    ),
  );
  expect(open?.map(({ HttpMethod }) => HttpMethod)).toEqual(['GET', 'HEAD']);
  for (const method of open ?? []) {
    expect(method).toMatchObject({ AuthorizationType: 'NONE', ApiKeyRequired: false });
    expect(method).not.toHaveProperty('AuthorizerId');
  }
  expect(closed?.map(({ HttpMethod }) => HttpMethod)).toEqual(['ANY', 'ANY']);
  for (const method of closed ?? []) expect(method.AuthorizationType).not.toBe('NONE');
});

it('has no resource of its own by default', () => {
  expect(listMethods(DEFAULTS)).toHaveLength(2);
});

it('has its own limits, and the logs and metrics of the stage', () => {
  const template = templateOf({ publicHealth: true });
  const [stage] = Object.values(template.findResources('AWS::ApiGateway::Stage'));
  const common = { DataTraceEnabled: false, LoggingLevel: 'ERROR', MetricsEnabled: true };
  const limits = { ...common, ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 };
  expect(stage?.['Properties'].MethodSettings.slice(1)).toEqual([
    { ...limits, HttpMethod: 'GET', ResourcePath: '/~1health' },
    { ...limits, HttpMethod: 'HEAD', ResourcePath: '/~1health' },
  ]);
});

it('is allowed through the endpoints of a private API with IAM', () => {
  const template = templateOf({
    vpcEndpoints: VPC_ENDPOINTS,
    authorization: RouterAuthorization.iam(),
    publicHealth: true,
  });
  const [api] = Object.values(template.findResources('AWS::ApiGateway::RestApi'));
  expect(api?.['Properties'].Policy.Statement.slice(2)).toEqual([
    {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 'execute-api:Invoke',
      Resource: ['execute-api:/*/GET/health', 'execute-api:/*/HEAD/health'],
    },
  ]);
});
