import {
  ACCOUNT_ID,
  type EmulatedAccount,
  openEmulatedAccount,
  REGION,
} from './account/emulated-account';
import type { ReadyTools } from './use-deploy-tools';

export const STACK = 'BedrockTierRouter';

/** Callers with API keys: their authorizer, their policies and the table of their budgets. They also have jobs. */
const KEYS_CONFIG = {
  authorization: { type: 'keys' },
  jobs: {},
  callers: {
    claims: {
      operations: ['extraction'],
      budget: { limitUsd: 50 },
      quota: { limit: 1000, period: 'day' },
    },
  },
};

const CONFIGS = { iam: {}, keys: KEYS_CONFIG };

/** Constructs in the construct `Router`, and the CDK's hash of both. */
const FUNCTIONS = {
  router: /^RouterFunction[0-9A-F]{8}$/,
  authorizer: /^RouterKeyReader[0-9A-F]{8}$/,
  refresh: /^RouterCatalogRefreshFunction[0-9A-F]{8}$/,
  jobs: /^RouterJobsFunction[0-9A-F]{8}$/,
  jobEnd: /^RouterJobsEndFunction[0-9A-F]{8}$/,
};

/** The ready-made stack in an account: set up the same at each deploy, and when it goes. */
export interface ReadyMadeStack {
  readonly account: EmulatedAccount;
  readonly authorization: keyof typeof CONFIGS;
}

interface StackOutput {
  readonly OutputKey: string;
  readonly OutputValue: string;
}

interface StackResource {
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
}

/** Bootstraps a new account and deploys the stack there. The caller closes the account. */
export async function openStack(
  tools: ReadyTools,
  authorization: ReadyMadeStack['authorization'],
): Promise<ReadyMadeStack> {
  const stack = { account: await openBootstrappedAccount(tools), authorization };
  try {
    await deploy(stack);
    return stack;
  } catch (error) {
    await stack.account.close();
    throw error;
  }
}

/** The caller closes the account. */
export async function openBootstrappedAccount(tools: ReadyTools): Promise<EmulatedAccount> {
  const account = await openEmulatedAccount(tools);
  try {
    await account.cdk('bootstrap', `aws://${ACCOUNT_ID}/${REGION}`);
    return account;
  } catch (error) {
    await account.close();
    throw error;
  }
}

/** Deploys the stack, or updates it, with more configuration; answers with what the CLI printed. */
export function deploy(stack: ReadyMadeStack, config: object = {}): Promise<string> {
  return stack.account.cdk(
    ...['deploy', ...composeContext(stack, config), '--force', '--require-approval', 'never'],
  );
}

export function destroy(stack: ReadyMadeStack): Promise<string> {
  return stack.account.cdk('destroy', '--force', ...composeContext(stack));
}

function composeContext({ authorization }: ReadyMadeStack, config: object = {}): string[] {
  return ['-c', `config=${JSON.stringify({ ...CONFIGS[authorization], ...config })}`];
}

/** A value that the stack outputs. */
export async function fetchOutput({ aws }: EmulatedAccount, name: string): Promise<string> {
  const { Stacks } = await aws<{ Stacks: [{ Outputs: StackOutput[] }] }>(
    ...['cloudformation', 'describe-stacks', '--stack-name', STACK],
  );
  const output = Stacks[0].Outputs.find(({ OutputKey }) => OutputKey === name);
  if (output === undefined) throw new Error(`${STACK} has no output ${name}`);
  return output.OutputValue;
}

/** The API's URL in the emulated account, in place of the one on AWS. */
export async function findUrl(account: EmulatedAccount): Promise<string> {
  const { hostname, pathname } = new URL(await fetchOutput(account, 'Url'));
  return `${account.url}/restapis/${hostname.split('.')[0]}${pathname}/_user_request_`;
}

/** What the account has of the stack, each list sorted. */
export async function listContents({ aws }: EmulatedAccount) {
  const list = async (words: string, member: string, name: string): Promise<readonly string[]> => {
    const listed = await aws<Record<string, Record<string, string>[]>>(...words.split(' '));
    return (listed[member] ?? []).map((each) => each[name] ?? '').sort();
  };
  return {
    functions: await list('lambda list-functions', 'Functions', 'FunctionName'),
    roles: (await list('iam list-roles', 'Roles', 'RoleName')).filter((name) =>
      name.startsWith(STACK),
    ),
    logGroups: await list('logs describe-log-groups', 'logGroups', 'logGroupName'),
    apis: await list('apigateway get-rest-apis', 'items', 'name'),
    usagePlans: await list('apigateway get-usage-plans', 'items', 'name'),
    keys: await list('apigateway get-api-keys', 'items', 'name'),
    alarms: await list('cloudwatch describe-alarms', 'MetricAlarms', 'AlarmName'),
    dashboards: await list('cloudwatch list-dashboards', 'DashboardEntries', 'DashboardName'),
  };
}

/** The name that a function got. */
export async function findFunctionName(
  { aws }: EmulatedAccount,
  kind: keyof typeof FUNCTIONS,
): Promise<string> {
  const { StackResourceSummaries } = await aws<{ StackResourceSummaries: StackResource[] }>(
    ...['cloudformation', 'list-stack-resources', '--stack-name', STACK],
  );
  const found = StackResourceSummaries.find(
    ({ ResourceType, LogicalResourceId }) =>
      ResourceType === 'AWS::Lambda::Function' && FUNCTIONS[kind].test(LogicalResourceId),
  );
  if (found?.PhysicalResourceId === undefined)
    throw new Error(`${STACK} has no ${FUNCTIONS[kind]}`);
  return found.PhysicalResourceId;
}
