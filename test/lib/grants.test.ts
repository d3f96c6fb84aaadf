import type { Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, type Grant, type IGrantable, Role } from 'aws-cdk-lib/aws-iam';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  BedrockTierRouter,
  type IBedrockTierRouter,
  RouterAuthorization,
  RouterJobs,
} from '../../lib';
import { OPEN_API_RISK } from './fixtures';
import { listPermissions } from './list-permissions';
import {
  API_KEYED,
  KEYED,
  makeStack,
  putRouterInStack,
  synthesize,
  TOKENS,
} from './router-in-stack';

const STAGE =
  'arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<RouterApi30C329D4>/<RouterApiDeploymentStageprod83159A95>';
const PARAMETERS =
  'arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/bedrock-tier-router';
const READ = ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParameterHistory'];

/** What an operator may do with one section. The deploy's side is read-only. */
function readSection(section: string): string[] {
  const paths = [section, `overrides/${section}`];
  return [
    ...READ.flatMap((action) => paths.map((path) => `${action} on ${PARAMETERS}/${path}/*`)),
    ...paths.map((path) => `ssm:GetParametersByPath on ${PARAMETERS}/${path}`),
  ];
}

function changeSection(section: string): string[] {
  const overrides = `${PARAMETERS}/overrides/${section}/*`;
  return [
    ...readSection(section),
    `ssm:PutParameter on ${overrides}`,
    `ssm:DeleteParameter on ${overrides}`,
  ];
}

type MakeGrant = (router: IBedrockTierRouter, grantee: IGrantable) => Grant;

const CASES: readonly [name: string, makeGrant: MakeGrant, permissions: readonly string[]][] = [
  [
    'grantInvoke',
    (router, grantee) => router.grantInvoke(grantee),
    [`execute-api:Invoke on ${STAGE}/*/*`],
  ],
  [
    'grantInvoke for one operation',
    (router, grantee) => router.grantInvoke(grantee, 'extraction'),
    [
      `execute-api:Invoke on ${STAGE}/POST/v1/extraction`,
      `execute-api:Invoke on ${STAGE}/POST/v1/extraction/stream`,
      `execute-api:Invoke on ${STAGE}/POST/v1/extraction/openai/*`,
      `execute-api:Invoke on ${STAGE}/GET/v1/extraction/openai/*`,
      `execute-api:Invoke on ${STAGE}/POST/model/extraction/*`,
    ],
  ],
  [
    'grantReadMapping',
    (router, grantee) => router.grantReadMapping(grantee),
    readSection('operations'),
  ],
  [
    'grantChangeMapping',
    (router, grantee) => router.grantChangeMapping(grantee),
    changeSection('operations'),
  ],
  [
    'grantChangeSettings',
    (router, grantee) => router.grantChangeSettings(grantee),
    changeSection('settings'),
  ],
  [
    'grantChangePrices',
    (router, grantee) => router.grantChangePrices(grantee),
    [
      ...READ.flatMap((action) => [
        `${action} on ${PARAMETERS}/prices`,
        `${action} on ${PARAMETERS}/overrides/prices`,
      ]),
      `ssm:PutParameter on ${PARAMETERS}/overrides/prices`,
      `ssm:DeleteParameter on ${PARAMETERS}/overrides/prices`,
    ],
  ],
  [
    'grantReadCatalog',
    (router, grantee) => router.grantReadCatalog(grantee),
    READ.map((action) => `${action} on ${PARAMETERS}/catalog`),
  ],
];

let template: Template;
const statementCounts: number[] = [];

beforeAll(() => {
  const { stack, router } = putRouterInStack();
  for (const [index, [, makeGrant]] of CASES.entries()) {
    const grantee = new Role(stack, `Grantee${index}`, { assumedBy: new AccountRootPrincipal() });
    statementCounts.push(makeGrant(router, grantee).principalStatements.length);
  }
  template = synthesize({ stack });
});

it.each(CASES.map(([name, , permissions], index) => ({ name, index, permissions })))(
  '$name grants exactly this',
  ({ index, permissions }) => {
    expect(listPermissions(template, `Grantee${index}`)).toEqual(permissions);
  },
);

it('grantInvoke for one operation of a router with jobs grants these, too', () => {
  const { stack, router } = putRouterInStack({ jobs: RouterJobs.durable() });
  const grantee = new Role(stack, 'Stage', { assumedBy: new AccountRootPrincipal() });
  router.grantInvoke(grantee, 'extraction');
  expect(listPermissions(synthesize({ stack }), 'Stage').slice(-3)).toEqual([
    `execute-api:Invoke on ${STAGE}/POST/v1/extraction/jobs`,
    `execute-api:Invoke on ${STAGE}/GET/v1/jobs/*`,
    `execute-api:Invoke on ${STAGE}/DELETE/v1/jobs/*`,
  ]);
});

it('returns all statements of the grant', () => {
  expect(statementCounts).toEqual([1, 1, 2, 3, 3, 2, 1]);
});

it.each([
  ['CUSTOM', KEYED],
  ['CUSTOM', TOKENS],
  ['NONE', API_KEYED],
  ['NONE', { authorization: RouterAuthorization.none({ acceptedRisk: OPEN_API_RISK }) }],
])('refuses to grant requests with the authorization type %s: case %#', (type, props) => {
  const { stack, router } = putRouterInStack(props);
  const caller = new Role(stack, 'Caller', { assumedBy: new AccountRootPrincipal() });
  expect(() => router.grantInvoke(caller)).toThrow(
    `grantInvoke has no effect with the authorization type ${type}; it is for RouterAuthorization.iam()`,
  );
});

it('refuses to grant a name that is not valid for an operation', () => {
  const { stack, router } = putRouterInStack();
  const caller = new Role(stack, 'Caller', { assumedBy: new AccountRootPrincipal() });
  expect(() => router.grantInvoke(caller, '*')).toThrow('the operation name "*" must be');
});

const MAPPING_GRANTS: readonly [name: string, makeGrant: MakeGrant][] = [
  ['grantReadMapping', (router, grantee) => router.grantReadMapping(grantee)],
  ['grantChangeMapping', (router, grantee) => router.grantChangeMapping(grantee)],
  ['grantChangeSettings', (router, grantee) => router.grantChangeSettings(grantee)],
  ['grantChangeCallers', (router, grantee) => router.grantChangeCallers(grantee)],
  ['grantChangePrices', (router, grantee) => router.grantChangePrices(grantee)],
  ['grantReadCatalog', (router, grantee) => router.grantReadCatalog(grantee)],
];

describe('a role of another account, which no policy can let read parameters and keys', () => {
  const authorization = RouterAuthorization.keys();
  const env = { account: '111122223333', region: 'us-east-1' };
  const OPERATOR = 'arn:aws:iam::999988887777:role/operator';

  it.each(MAPPING_GRANTS)('is refused by %s', (_name, makeGrant) => {
    const { stack, router } = putRouterInStack({ authorization }, { env });
    const operator = Role.fromRoleArn(stack, 'Operator', OPERATOR);
    expect(() => makeGrant(router, operator)).toThrow(
      'the parameters of the router are in the account 111122223333, which cannot share them with a principal of ' +
        'account 999988887777',
    );
  });

  it('is refused by grantReadKey', () => {
    const { stack, router } = putRouterInStack({ authorization }, { env });
    const caller = router.addCaller('claims');
    expect(() => caller.grantReadKey(Role.fromRoleArn(stack, 'Operator', OPERATOR))).toThrow(
      'the keys of callers are in the account 111122223333, which cannot share them',
    );
  });

  it.each(MAPPING_GRANTS)('is refused by %s of a router of another app', (_name, makeGrant) => {
    const { stack } = makeStack({ env: { ...env, account: '999988887777' } });
    const attributes = { restApiId: 'abc123', account: '111122223333', authorization };
    const router = BedrockTierRouter.fromBedrockTierRouterAttributes(stack, 'Router', attributes);
    const operator = new Role(stack, 'Operator', { assumedBy: new AccountRootPrincipal() });
    expect(() => makeGrant(router, operator)).toThrow('grant a role of the router');
  });

  it.each(MAPPING_GRANTS)(
    'may be of the same account for %s if it is unknown',
    (_name, makeGrant) => {
      const { stack, router } = putRouterInStack({ authorization });
      const operator = Role.fromRoleArn(stack, 'Operator', OPERATOR);
      expect(makeGrant(router, operator).success).toBe(true);
    },
  );
});
