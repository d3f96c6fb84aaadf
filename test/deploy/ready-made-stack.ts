import {
  ACCOUNT_ID,
  type EmulatedAccount,
  openEmulatedAccount,
  REGION,
} from './account/emulated-account';

const STACK = 'BedrockTierRouter';

/** moto knows no alarms, so a dashboard that shows one cannot be made there. */
const IAM_CONFIG = { dashboard: false };

/** Callers with API keys: their authorizer, their policies and the table of their budgets. */
const KEYS_CONFIG = {
  ...IAM_CONFIG,
  authorization: { type: 'keys' },
  callers: {
    claims: {
      operations: ['extraction'],
      budget: { limitUsd: 50 },
      quota: { limit: 1000, period: 'day' },
    },
  },
};

const CONFIGS = { iam: IAM_CONFIG, keys: KEYS_CONFIG };

/** Constructs in the construct `Router`, and the CDK's hash of both. */
const FUNCTIONS = {
  router: /^RouterFunction[0-9A-F]{8}$/,
  authorizer: /^RouterKeyReader[0-9A-F]{8}$/,
  refresh: /^RouterCatalogRefreshFunction[0-9A-F]{8}$/,
};

/** The ready-made stack in an account: set up the same at each deploy, and when it goes. */
export interface ReadyMadeStack {
  readonly account: EmulatedAccount;
  readonly authorization: keyof typeof CONFIGS;
}

interface StackResource {
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
}

export interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly DeletionPolicy?: string }>
  >;
}

/** Bootstraps a new account and deploys the stack there. The caller closes the account. */
export async function openStack(
  pythonPrograms: string,
  authorization: ReadyMadeStack['authorization'],
): Promise<ReadyMadeStack> {
  const account = await openEmulatedAccount(pythonPrograms);
  const stack = { account, authorization };
  try {
    await account.cdk('bootstrap', `aws://${ACCOUNT_ID}/${REGION}`);
    await deploy(stack);
    return stack;
  } catch (error) {
    await account.close();
    throw error;
  }
}

/** Deploys the stack, or updates it, with more configuration; answers with what the CLI printed. */
export function deploy(stack: ReadyMadeStack, config: object = {}): Promise<string> {
  return stack.account.cdk(
    ...['deploy', ...composeContext(stack, config), '--method=direct', '--force'],
    // moto does not find the value of a parameter that is a default from Parameter Store.
    ...['--require-approval', 'never', '--no-previous-parameters'],
  );
}

export function destroy(stack: ReadyMadeStack): Promise<string> {
  return stack.account.cdk('destroy', '--force', ...composeContext(stack));
}

function composeContext({ authorization }: ReadyMadeStack, config: object = {}): string[] {
  return ['-c', `config=${JSON.stringify({ ...CONFIGS[authorization], ...config })}`];
}

/** As it arrived in the account. */
export async function fetchTemplate({ aws }: EmulatedAccount): Promise<Template> {
  const { TemplateBody } = await aws<{ TemplateBody: Template }>(
    ...['cloudformation', 'get-template', '--stack-name', STACK],
  );
  return TemplateBody;
}

/** What the account has of the stack, each list sorted. */
export async function listContents({ aws }: EmulatedAccount) {
  const { Functions } = await aws<{ Functions: { FunctionName: string }[] }>(
    ...['lambda', 'list-functions'],
  );
  const { Roles } = await aws<{ Roles: { RoleName: string }[] }>('iam', 'list-roles');
  const { logGroups } = await aws<{ logGroups: { logGroupName: string }[] }>(
    ...['logs', 'describe-log-groups'],
  );
  return {
    functions: Functions.map(({ FunctionName }) => FunctionName).sort(),
    roles: Roles.map(({ RoleName }) => RoleName)
      .filter((name) => name.startsWith(STACK))
      .sort(),
    logGroups: logGroups.map(({ logGroupName }) => logGroupName).sort(),
  };
}

/** The types of the resources that CloudFormation keeps when the stack is deleted, sorted. */
export function listKeptTypes({ Resources }: Template): readonly string[] {
  const kept = Object.values(Resources).filter(({ DeletionPolicy = '' }) =>
    DeletionPolicy.startsWith('Retain'),
  );
  return [...new Set(kept.map(({ Type }) => Type))].sort();
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
