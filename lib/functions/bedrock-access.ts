import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { areAllTiersAllowed } from '../mapping/allowed-tiers';
import { ServiceTier } from '../mapping/service-tier';
import { type DeploymentPlace, findModelResources } from './model-resources';

/** Converse, InvokeModel and their streaming variants. */
const INVOKE_ACTIONS = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

/** CountTokens has no tier, so a condition on the tier would deny it. */
const COUNT_ACTION = 'bedrock:CountTokens';

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
    ...allowActions(direct, bounds.allowedTiers),
    ...throughProfiles.flatMap(({ profileArn, modelArns }) => {
      const statements = allowActions(modelArns, bounds.allowedTiers);
      for (const statement of statements) {
        statement.addCondition('StringEquals', { 'bedrock:InferenceProfileArn': profileArn });
      }
      return statements;
    }),
  ];
}

/**
 * Allows actions on the allowed tiers. A request on the default tier names no tier, so it lacks the condition key.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html
 */
function allowActions(arns: readonly string[], tiers: readonly ServiceTier[]): PolicyStatement[] {
  const resources = [...arns];
  if (areAllTiersAllowed(tiers)) {
    return [new PolicyStatement({ actions: [...INVOKE_ACTIONS, COUNT_ACTION], resources })];
  }
  const operator = tiers.includes(ServiceTier.DEFAULT) ? 'StringEqualsIfExists' : 'StringEquals';
  const conditions = { [operator]: { 'bedrock:ServiceTier': [...tiers] } };
  return [
    new PolicyStatement({ actions: INVOKE_ACTIONS, resources, conditions }),
    new PolicyStatement({ actions: [COUNT_ACTION], resources }),
  ];
}
