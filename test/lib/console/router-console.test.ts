import { Match } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { BedrockTierRouter, ReplyCache, RouterAuthorization } from '../../../lib';
import { listPermissions } from '../list-permissions';
import { DEFAULTS, makeStack, putRouterInStack, synthesize, templateOf } from '../router-in-stack';
import { writeOut } from '../write-out';

const WITH_CONSOLE = { console: true };
const KEYED_CONSOLE = { console: true, authorization: RouterAuthorization.keys() };
const template = templateOf(WITH_CONSOLE);

const PARAMETERS = 'arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter';
const PREFIX = `${PARAMETERS}/bedrock-tier-router`;
const HISTORY = [
  `ssm:GetParameterHistory on ${PREFIX}/operations/*`,
  `ssm:GetParameterHistory on ${PREFIX}/settings/*`,
  `ssm:GetParameterHistory on ${PREFIX}/overrides/operations/*`,
  `ssm:GetParameterHistory on ${PREFIX}/overrides/settings/*`,
];
const BOTH = [
  'logs:CreateLogStream on <RouterConsoleLogs84424367>',
  'logs:PutLogEvents on <RouterConsoleLogs84424367>',
  `ssm:GetParametersByPath on ${PREFIX}`,
  ...HISTORY,
  'xray:PutTraceSegments on *',
  'xray:PutTelemetryRecords on *',
];

function findWidgets(of = template): readonly Record<string, unknown>[] {
  const [dashboard] = Object.values(of.findResources('AWS::CloudWatch::Dashboard'));
  return JSON.parse(writeOut(dashboard?.['Properties'].DashboardBody)).widgets;
}

describe('without a console', () => {
  it.each([[DEFAULTS], [{ console: false }]])('the template is the same: %j', (props) => {
    expect(synthesize(putRouterInStack(props)).toJSON()).toEqual(templateOf(DEFAULTS).toJSON());
    const { Resources: resources } = templateOf(DEFAULTS).toJSON();
    expect(Object.keys(resources).filter((id) => id.includes('Console'))).toEqual([]);
    expect(findWidgets(templateOf(DEFAULTS)).filter(({ type }) => type === 'custom')).toEqual([]);
  });

  it('nobody can be granted it', () => {
    const { stack, router } = putRouterInStack();
    const user = new User(stack, 'Anna');
    const refusal = 'the router has no console; set console: true';
    expect(() => router.grantViewConsole(user)).toThrow(refusal);
    expect(() => router.grantOperateConsole(user)).toThrow(refusal);
  });
});

it('is a widget of the dashboard', () => {
  expect(findWidgets().filter(({ type }) => type === 'custom')).toEqual([
    {
      type: 'custom',
      width: 24,
      height: 32,
      x: 0,
      y: 7,
      properties: {
        endpoint: '<RouterConsoleView1E36A707>',
        title: 'Console',
        updateOn: { refresh: true, resize: false, timeRange: false },
      },
    },
  ]);
});

it('needs a dashboard', () => {
  expect(() => putRouterInStack({ console: true, dashboard: false })).toThrow(
    'console is a widget of the dashboard, got dashboard: false; remove one of them',
  );
});

describe('the function that shows', () => {
  it('reads parameters, their history and metrics', () => {
    expect(listPermissions(template, 'RouterConsoleViewRole').sort()).toEqual(
      [...BOTH, 'cloudwatch:GetMetricData on *'].sort(),
    );
  });

  it('reads the budgets of callers if they have keys', () => {
    const keyed = listPermissions(templateOf(KEYED_CONSOLE), 'RouterConsoleViewRole');
    expect(keyed.filter((each) => each.startsWith('dynamodb:'))).toEqual([
      'dynamodb:GetItem on <RouterBudgets5F3C917B>',
    ]);
  });

  it('knows the function that changes', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'index.handler',
      MemorySize: 256,
      Timeout: 30,
      Environment: {
        Variables: {
          CONSOLE_CHANGE_ARN: {
            'Fn::GetAtt': [Match.stringLikeRegexp('^RouterConsoleChange'), 'Arn'],
          },
          ROUTER_CONFIG: Match.anyValue(),
        },
      },
    });
  });
});

describe('the function that changes', () => {
  it('writes overrides of routes and settings, and nothing else', () => {
    const changes = ['GetParameter', 'PutParameter', 'DeleteParameter'].flatMap((action) =>
      ['operations', 'settings'].map(
        (section) => `ssm:${action} on ${PREFIX}/overrides/${section}/*`,
      ),
    );
    expect(listPermissions(template, 'RouterConsoleChangeRole').sort()).toEqual(
      [...BOTH, ...changes].sort(),
    );
  });

  it('knows the bounds of the deployment, as the router does', () => {
    const cached = templateOf({ console: true, replyCache: ReplyCache.dynamoDb() });
    const functions = Object.entries(cached.findResources('AWS::Lambda::Function'));
    const configs = functions
      .filter(([id]) => /^Router(Function|ConsoleView|ConsoleChange)/.test(id))
      .map(([, { Properties }]) => writeOut(Properties.Environment.Variables.ROUTER_CONFIG));
    expect(configs).toHaveLength(3);
    expect(new Set(configs).size).toBe(1);
  });
});

describe('permissions of people', () => {
  it.each([
    ['to see it', 'grantViewConsole', ['<RouterConsoleView1E36A707>']],
    [
      'to operate it',
      'grantOperateConsole',
      ['<RouterConsoleView1E36A707>', '<RouterConsoleChangeB3CEBFB0>'],
    ],
  ] as const)('are those to invoke the functions: %s', (_, grant, functions) => {
    const { stack } = makeStack();
    const router = new BedrockTierRouter(stack, 'Router', WITH_CONSOLE);
    const person = new Role(stack, 'Person', {
      assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
    });
    router[grant](person);
    const permissions = listPermissions(synthesize({ stack }), 'Person');
    expect(permissions.filter((each) => !each.includes(':*'))).toEqual(
      functions.map((name) => `lambda:InvokeFunction on ${name}`),
    );
  });
});
