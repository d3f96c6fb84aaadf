import { CfnParameter, Duration, Fn } from 'aws-cdk-lib';
import { expect, it, onTestFinished } from 'vitest';
import {
  BedrockTierRouter,
  type BedrockTierRouterProps,
  KeyHeader,
  RouterAuthorization,
  TieredModel,
} from '../../../lib';
import { startFunction } from '../../../local/lambda/start-function';
import { startHandler } from '../../lambda/functions/start-handler';
import { makeStack, putRouterInStack, type RouterInStack, synthesize } from '../router-in-stack';

/** The values to which a deployment resolves tokens. The value of a resource is its logical ID. */
const RESOLVED: Readonly<Record<string, string>> = {
  Prefix: '/team/router',
  Profile: 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1b2c3d4e5f6',
  Seconds: '60',
};
/** The variables that Lambda and this machine add. No server listens at the endpoints. */
const ADDED = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_SSM: 'http://127.0.0.1:9',
};
const KEY = 'exampleKey0123456789abcdefghijklmnopqrst';
const EVENT = {
  methodArn: 'arn:aws:execute-api:us-east-1:111122223333:a1b2c3d4e5/prod/POST/v1/extraction',
  headers: { Authorization: `Bearer ${KEY}` },
  multiValueHeaders: null,
  authorizationToken: 'Bearer a.b.c',
};

function resolve(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[intrinsic, argument] = []] = Object.entries(value ?? {});
  if (intrinsic === 'Fn::Join') return argument[1].map(resolve).join(argument[0]);
  if (intrinsic === 'Ref' || intrinsic === 'Fn::ImportValue') return RESOLVED[argument] ?? argument;
  if (intrinsic === 'Fn::Select') {
    const [index, { 'Fn::Split': split }] = argument;
    return resolve(split[1]).split(split[0])[index] ?? '';
  }
  throw new Error(`cannot resolve ${JSON.stringify(value)}`);
}

/** The environment variables of each function that has the variable and the logical ID. */
function listEnvironments(
  router: RouterInStack,
  variable: string,
  logicalId: RegExp = /^Router(?!CatalogRefresh)/,
): Record<string, string>[] {
  const functions = Object.entries(synthesize(router).findResources('AWS::Lambda::Function'));
  return functions
    .filter(([id]) => logicalId.test(id))
    .map(([, resource]) => resource)
    .map(({ Properties }) => Object.entries<unknown>(Properties.Environment.Variables))
    .filter((variables) => variables.some(([name]) => name === variable))
    .map((variables) =>
      Object.fromEntries(variables.map(([name, value]) => [name, resolve(value)])),
    );
}

function putUnresolvedRouter(): RouterInStack {
  const { app, stack } = makeStack();
  const seconds = new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber;
  const router = new BedrockTierRouter(stack, 'Router', {
    parameterPrefix: Fn.importValue('Prefix'),
    operations: { extraction: [TieredModel.of(Fn.importValue('Profile'))] },
    mappingMaxAge: Duration.seconds(seconds),
  });
  return { app, stack, router };
}

const KEYED: BedrockTierRouterProps = {
  authorization: RouterAuthorization.keys(),
  lambdaHookFunctionName: 'GENAIIDP-tier-router',
  firstByteTimeouts: { flex: Duration.minutes(5) },
  requestMetadata: false,
};

it.each([
  ['of a router by default', putRouterInStack(), 1, 'bedrock-tier-router'],
  ['of a router with keys, and its hook', putRouterInStack(KEYED), 2, 'bedrock-tier-router'],
  ['of a router with tokens', putUnresolvedRouter(), 1, 'team/router'],
])(
  'the function starts with the environment %s, and answers',
  async (_, router, count, service) => {
    const environments = listEnvironments(router, 'ROUTER_CONFIG');
    expect(environments).toHaveLength(count);
    for (const environment of environments) {
      expect(environment['POWERTOOLS_SERVICE_NAME']).toBe(service);
      const { url, close } = await startFunction({ environment: { ...environment, ...ADDED } });
      onTestFinished(close);
      const response = await fetch(`${url}/health`);
      expect(response.status).toBe(200);
    }
  },
);

it.each([
  ['of a router by default', putRouterInStack()],
  ['of a router with tokens', putUnresolvedRouter()],
])('the refresh of the catalog starts with the environment %s, and answers', async (_, router) => {
  const [environment] = listEnvironments(router, 'ROUTER_CONFIG', /^RouterCatalogRefresh/);
  const refresh = startHandler('catalog-refresh', { ...environment, ...ADDED });
  onTestFinished(() => refresh.close());
  expect(await refresh.ask(EVENT)).toEqual({ refusal: expect.stringContaining('127.0.0.1:9') });
});

it.each([
  ['API keys', 'authorizer', RouterAuthorization.keys(), { answer: { usageIdentifierKey: KEY } }],
  [
    'API keys in Authorization',
    'authorizer',
    RouterAuthorization.keys({ header: KeyHeader.AUTHORIZATION }),
    { answer: { usageIdentifierKey: KEY } },
  ],
  [
    'JSON web tokens',
    'jwt-authorizer',
    RouterAuthorization.jwt({ issuer: 'https://a.example', audience: 'router' }),
    { refusal: 'Unauthorized' },
  ],
] as const)(
  'the function that checks %s starts with its environment, and answers',
  async (_, bundle, authorization, verdict) => {
    const router = putRouterInStack({ authorization });
    const [environment] = listEnvironments(router, 'AUTHORIZER_CONFIG');
    const authorizer = startHandler(bundle, environment);
    onTestFinished(() => authorizer.close());
    expect(await authorizer.ask(EVENT)).toMatchObject(verdict);
  },
);
