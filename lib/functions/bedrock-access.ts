import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { areAllTiersAllowed } from '../mapping/allowed-tiers';
import { ServiceTier } from '../mapping/service-tier';
import { type DeploymentPlace, findCountedModel, findModelResources } from './model-resources';

/** Converse, InvokeModel and their streaming variants. */
const INVOKE_ACTIONS = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

/** The models and the tiers that the function may invoke. */
export interface BedrockAccessBounds {
  readonly allowedModels: readonly string[];
  readonly allowedTiers: readonly ServiceTier[];
}

/** Writes the statements that allow the function to invoke the allowed models on the allowed tiers. */
export function allowBedrock(
  bounds: BedrockAccessBounds,
  here: DeploymentPlace,
): PolicyStatement[] {
  const models = bounds.allowedModels.map((model) => findModelResources(model, here));
  const direct = models.flatMap(({ arns }) => arns);
  const throughProfiles = models.flatMap(({ throughProfile }) => throughProfile ?? []);
  return [
    allowInvoke(direct, bounds.allowedTiers),
    ...throughProfiles.map(({ profileArn, modelArns }) => {
      const statement = allowInvoke(modelArns, bounds.allowedTiers);
      statement.addCondition('StringEquals', { 'bedrock:InferenceProfileArn': profileArn });
      return statement;
    }),
    ...allowCount(bounds.allowedModels.flatMap((model) => findCountedModel(model, here) ?? [])),
  ];
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

/** CountTokens has no tier and takes no inference profile, so conditions on either would deny it. */
function allowCount(arns: readonly string[]): PolicyStatement[] {
  if (arns.length === 0) return [];
  return [new PolicyStatement({ actions: ['bedrock:CountTokens'], resources: [...new Set(arns)] })];
}
