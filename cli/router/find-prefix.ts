import {
  type CloudFormationClient,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import {
  GetParametersCommand,
  paginateDescribeParameters,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { OWNER } from '../../lambda/contract';
import type { RouterOptions } from './router-options';

export interface FoundRouter {
  readonly prefix: string;
  /** The ID of the stack that owns the prefix. */
  readonly stackId: string;
}

export interface SearchClients {
  readonly ssm: SSMClient;
  readonly cloudFormation: CloudFormationClient;
  /** For messages. */
  readonly region: string;
}

/** Names of a parameter at most in one call. */
const MOST_NAMES = 10;
const SUFFIX = `/${OWNER}`;

/** Finds a router by its prefix, by its stack, or as the only one in the Region. */
export async function findRouter(
  { prefix, stack }: RouterOptions,
  clients: SearchClients,
): Promise<FoundRouter> {
  if (prefix !== undefined) return findByPrefix(prefix, clients);
  const found = await (stack === undefined ? findAll(clients) : findInStack(stack, clients));
  const place = stack === undefined ? `the Region ${clients.region}` : `the stack ${stack}`;
  const [only, ...others] = found;
  if (only === undefined) throw new Error(describeAbsence(place, stack));
  if (others.length === 0) return only;
  const prefixes = found.map((each) => each.prefix).join(', ');
  throw new Error(`${place} has ${found.length} routers; name one by --prefix: ${prefixes}`);
}

function describeAbsence(place: string, stack: string | undefined): string {
  const advice =
    stack === undefined
      ? 'name another by --region or --profile'
      : 'a router in a nested stack is found by --prefix';
  return `there is no router in ${place}; ${advice}`;
}

async function findByPrefix(prefix: string, clients: SearchClients): Promise<FoundRouter> {
  const [found] = await readOwners([`${prefix}${SUFFIX}`], clients.ssm);
  if (found !== undefined) return found;
  throw new Error(`there is no router with the prefix ${prefix} in the Region ${clients.region}`);
}

async function findAll({ ssm }: SearchClients): Promise<readonly FoundRouter[]> {
  const filters = [{ Key: 'Name', Option: 'Contains', Values: [SUFFIX] }];
  const names: string[] = [];
  const pages = paginateDescribeParameters(
    { client: ssm, pageSize: 50 },
    { ParameterFilters: filters },
  );
  for await (const { Parameters: parameters = [] } of pages) {
    names.push(...parameters.flatMap(({ Name: name }) => (name?.endsWith(SUFFIX) ? [name] : [])));
  }
  return readOwners(names, ssm);
}

async function findInStack(
  stack: string,
  { ssm, cloudFormation }: SearchClients,
): Promise<readonly FoundRouter[]> {
  const resources = await listResources(cloudFormation, stack);
  const names = resources
    .filter(({ type, id }) => type === 'AWS::SSM::Parameter' && id.endsWith(SUFFIX))
    .map(({ id }) => id);
  return readOwners(names, ssm);
}

/** Other parameters may have such a name, too. Only that of a router holds the ID of a stack. */
async function readOwners(
  names: readonly string[],
  ssm: SSMClient,
): Promise<readonly FoundRouter[]> {
  const found: FoundRouter[] = [];
  for (let start = 0; start < names.length; start += MOST_NAMES) {
    const command = new GetParametersCommand({ Names: names.slice(start, start + MOST_NAMES) });
    const { Parameters: parameters = [] } = await ssm.send(command);
    for (const { Name: name = '', Value: value = '' } of parameters) {
      const isStackId = /^arn:[^:]+:cloudformation:[^:]*:\d*:stack\//.test(value);
      if (isStackId) found.push({ prefix: name.slice(0, -SUFFIX.length), stackId: value });
    }
  }
  return found.sort((one, other) => (one.prefix < other.prefix ? -1 : 1));
}

export interface StackResource {
  readonly logicalId: string;
  /** The name of a parameter or function. */
  readonly id: string;
  readonly type: string;
}

export async function listResources(
  client: CloudFormationClient,
  stack: string,
): Promise<readonly StackResource[]> {
  const resources: StackResource[] = [];
  for await (const page of paginateListStackResources({ client }, { StackName: stack })) {
    for (const each of page.StackResourceSummaries ?? []) {
      const { LogicalResourceId: logicalId = '', PhysicalResourceId: id = '' } = each;
      resources.push({ logicalId, id, type: each.ResourceType ?? '' });
    }
  }
  return resources;
}
