import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { areAllTiersAllowed } from '../mapping/allowed-tiers';
import { ServiceTier } from '../mapping/service-tier';
import { findModelResources, type Whereabouts } from './model-resources';

/** Converse and InvokeModel, whole and streamed. */
const INVOKE_ACTIONS = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

/** Counting knows no tiers, so a condition on them would deny it. */
const COUNT_ACTION = 'bedrock:CountTokens';

/** The bounds of what the function may ask of Bedrock. */
export interface BedrockAccessBounds {
  readonly allowedModels: readonly string[];
  readonly allowedTiers: readonly ServiceTier[];
}

/** The statements that let the function invoke the allowed models on the allowed tiers, and nothing else. */
export function allowBedrock(bounds: BedrockAccessBounds, here: Whereabouts): PolicyStatement[] {
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
 * A request on the default tier names none, and the condition key is then absent.
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
