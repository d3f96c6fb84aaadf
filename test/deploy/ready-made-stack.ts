import type { EmulatedAccount } from './emulated-account';

export const STACK = 'BedrockTierRouter';

/** moto knows no alarms, so a dashboard that shows one cannot be made there. */
const CONTEXT = ['-c', 'dashboard=false'];

/** The construct `Function` in the construct `Router`, and the CDK's hash of both. */
const ROUTER_FUNCTION = /^RouterFunction[0-9A-F]{8}$/;

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

/** Deploys the ready-made stack, or updates it; answers with what the CLI printed. */
export function deploy({ cdk }: EmulatedAccount, ...words: string[]): Promise<string> {
  return cdk(
    ...['deploy', ...CONTEXT, '--method=direct', '--require-approval', 'never'],
    // moto does not find the value of a parameter that is a default from Parameter Store.
    '--no-previous-parameters',
    ...words,
  );
}

export function destroy({ cdk }: EmulatedAccount): Promise<string> {
  return cdk('destroy', '--force', ...CONTEXT);
}

/** As it arrived in the account. */
export async function fetchTemplate({ aws }: EmulatedAccount): Promise<Template> {
  const { TemplateBody } = await aws<{ TemplateBody: Template }>(
    ...['cloudformation', 'get-template', '--stack-name', STACK],
  );
  return TemplateBody;
}

/** The name that the function got. */
export async function findFunctionName({ aws }: EmulatedAccount): Promise<string> {
  const { StackResourceSummaries } = await aws<{ StackResourceSummaries: StackResource[] }>(
    ...['cloudformation', 'list-stack-resources', '--stack-name', STACK],
  );
  const found = StackResourceSummaries.find(
    ({ ResourceType, LogicalResourceId }) =>
      ResourceType === 'AWS::Lambda::Function' && ROUTER_FUNCTION.test(LogicalResourceId),
  );
  if (found?.PhysicalResourceId === undefined)
    throw new Error(`${STACK} has no ${ROUTER_FUNCTION}`);
  return found.PhysicalResourceId;
}
