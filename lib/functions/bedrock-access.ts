import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { areAllTiersAllowed } from '../mapping/allowed-tiers';
import { ServiceTier } from '../mapping/service-tier';
import {
  accountArn,
  type DeploymentPlace,
  findCountedModel,
  findModelResources,
  type ModelResources,
} from './model-resources';

/** Converse, InvokeModel, OpenAI's APIs and their streaming variants. */
const INVOKE_ACTIONS = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

/** A managed policy has at most 6,144 characters; a model takes up to 300. */
const MAX_MODELS_PER_STATEMENT = 15;

type Profile = NonNullable<ModelResources['throughProfile']>;

/** The models and the tiers that the function may invoke. */
export interface BedrockAccessBounds {
  readonly allowedModels: readonly string[];
  readonly allowedTiers: readonly ServiceTier[];
}

/**
 * Writes the statements that allow the function to invoke the allowed models on the allowed tiers, in each of the places.
 * The places of a model stay together, because its profiles lead to the same foundation models.
 */
export function allowBedrock(
  bounds: BedrockAccessBounds,
  places: readonly DeploymentPlace[],
): PolicyStatement[] {
  const pairs = bounds.allowedModels.flatMap((model) => places.map((here) => ({ model, here })));
  const models = pairs.map(({ model, here }) => findModelResources(model, here));
  const direct = [...new Set(models.flatMap(({ arns }) => arns))];
  const throughProfiles = models.flatMap(({ throughProfile }) => throughProfile ?? []);
  const counted = pairs.flatMap(({ model, here }) => findCountedModel(model, here) ?? []);
  return [
    ...cut(direct).map((arns) => allowInvoke(arns, bounds.allowedTiers)),
    ...groupByReach(throughProfiles).map((group) => allowThrough(group, bounds.allowedTiers)),
    allowDefaultProject(places),
    ...cut([...new Set(counted)]).map(allowCount),
  ];
}

/**
 * Allows models through any of their profiles. A profile leads to its own models alone, so a model cannot be called through
 * another profile of the group.
 */
function allowThrough(
  profiles: readonly Profile[],
  tiers: readonly ServiceTier[],
): PolicyStatement {
  const modelArns = new Set(profiles.flatMap((profile) => profile.modelArns));
  const [first, ...others] = new Set(profiles.map(({ profileArn }) => profileArn));
  const statement = allowInvoke([...modelArns], tiers);
  statement.addCondition('StringEquals', {
    'bedrock:InferenceProfileArn': others.length === 0 ? first : [first, ...others],
  });
  return statement;
}

/** Groups geographic profiles, global ones, and those whose models are not known. */
function groupByReach(profiles: readonly Profile[]): Profile[][] {
  const reaches = profiles.map(({ modelArns }) => {
    return modelArns.some((arn) => arn.endsWith('/*')) ? 'unknown' : modelArns.length;
  });
  return [...new Set(reaches)].flatMap((reach) => {
    return cut(profiles.filter((_, index) => reaches[index] === reach));
  });
}

/** Cuts a list so that each statement fits into a managed policy. The CDK merges those that are small. */
function cut<T>(items: readonly T[]): T[][] {
  const count = Math.ceil(items.length / MAX_MODELS_PER_STATEMENT);
  return Array.from({ length: count }, (_, index) => {
    const start = index * MAX_MODELS_PER_STATEMENT;
    return items.slice(start, start + MAX_MODELS_PER_STATEMENT);
  });
}

/**
 * Allows calls on the allowed tiers. A request on the default tier names no tier, so it lacks the condition key.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html
 */
function allowInvoke(arns: readonly string[], tiers: readonly ServiceTier[]): PolicyStatement {
  const statement = new PolicyStatement({ actions: INVOKE_ACTIONS, resources: [...arns] });
  if (areAllTiersAllowed(tiers)) return statement;
  const operator = tiers.includes(ServiceTier.DEFAULT) ? 'StringEqualsIfExists' : 'StringEquals';
  statement.addCondition(operator, { 'bedrock:ServiceTier': [...tiers] });
  return statement;
}

/**
 * The Responses API also checks the project of a call, which is the default one on this endpoint. Which models and tiers may
 * be called is up to the other statements.
 */
function allowDefaultProject(places: readonly DeploymentPlace[]): PolicyStatement {
  const resources = places.map((here) => `${accountArn(here)}:project/default`);
  return new PolicyStatement({ actions: INVOKE_ACTIONS, resources });
}

/** CountTokens has no tier and takes no inference profile, so conditions on either would deny it. */
function allowCount(arns: string[]): PolicyStatement {
  return new PolicyStatement({ actions: ['bedrock:CountTokens'], resources: arns });
}
