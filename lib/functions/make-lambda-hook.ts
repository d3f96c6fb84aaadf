import { Token } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from '../cdk/acknowledge-finding';
import { isDummy } from '../cdk/is-known';
import { RouterFunction, type RouterFunctionProps } from './router-function';
import { RouterRole, type RouterRoleProps } from './router-role';

/** In MiB. Page images that links name, up to 14 MB, are read and sent in the body. */
const HOOK_MEMORY_SIZE = 512;

/** The accelerator's roles may invoke only functions with such a name. */
const NAME_PATTERN = /^GENAIIDP-[A-Za-z0-9_-]{1,55}$/;

export interface LambdaHookProps
  extends Omit<RouterFunctionProps, 'handler' | 'functionName'>,
    Pick<RouterRoleProps, 'guardrails'> {
  readonly lambdaHookFunctionName?: string;
  readonly lambdaHookBuckets?: readonly IBucket[];
  /** Whether the router's role may start jobs. */
  readonly hasJobs: boolean;
}

/**
 * Creates the function for the accelerator's LambdaHook if `lambdaHookFunctionName` is set. IAM authorizes its callers,
 * who have no budgets. The function shares the router's role unless their permissions differ: if other callers have keys, it has
 * no access to their budgets, it starts no jobs, and it alone reads from `lambdaHookBuckets`.
 */
export function makeLambdaHook(
  scope: Construct,
  { lambdaHookFunctionName, lambdaHookBuckets = [], ...props }: LambdaHookProps,
): RouterFunction | undefined {
  if (lambdaHookFunctionName === undefined) return requireNoBuckets(lambdaHookBuckets);
  const functionName = resolveHookName(lambdaHookFunctionName);
  const hook = {
    ...props,
    functionName,
    memorySize: props.memorySize ?? HOOK_MEMORY_SIZE,
    budgetTable: undefined,
    handler: 'lambdaHook',
  } as const;
  const isLikeRouter =
    props.budgetTable === undefined && !props.hasJobs && lambdaHookBuckets.length === 0;
  if (isLikeRouter) return new RouterFunction(scope, 'LambdaHook', hook);
  const role = new RouterRole(scope, 'LambdaHookRole', hook);
  for (const bucket of lambdaHookBuckets) allowMedia(role, bucket);
  return new RouterFunction(scope, 'LambdaHook', { ...hook, role });
}

/** `bucket.grantRead` would also let the function list the bucket. */
function allowMedia(role: RouterRole, bucket: IBucket): void {
  const objects = bucket.arnForObjects('*');
  Grant.addToPrincipalOrResource({
    grantee: role,
    actions: ['s3:GetObject'],
    resourceArns: [objects],
    resource: bucket,
  });
  bucket.encryptionKey?.grantDecrypt(role);
  acknowledgeWildcards(
    role,
    [objects],
    'lambdaHookBuckets requires it: a request may name any image or document in them.',
  );
}

function requireNoBuckets(buckets: readonly IBucket[]): undefined {
  if (buckets.length === 0) return undefined;
  throw new Error('lambdaHookBuckets are for the LambdaHook; set lambdaHookFunctionName, too');
}

function resolveHookName(name: string): string {
  if (isDummy(name)) return 'GENAIIDP-dummy';
  if (Token.isUnresolved(name) || NAME_PATTERN.test(name)) return name;
  throw new Error(
    `lambdaHookFunctionName must be "GENAIIDP-" and 1 to 55 letters, digits, "-" or "_", got "${name}"`,
  );
}
