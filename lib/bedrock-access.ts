import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { areAllTiersAllowed } from './allowed-tiers';
import { findModelResources, type Whereabouts } from './model-resources';
import { ServiceTier } from './service-tier';

/** What the function does with a model, one action per Bedrock operation that it calls. */
const INVOKE_ACTIONS = ['bedrock:InvokeModel'];

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
    allowInvoke(direct, bounds.allowedTiers),
    ...throughProfiles.map(({ profileArn, modelArns }) => {
      const statement = allowInvoke(modelArns, bounds.allowedTiers);
      statement.addCondition('StringEquals', { 'bedrock:InferenceProfileArn': profileArn });
      return statement;
    }),
  ];
}

/**
 * A request on the default tier names none, and the condition key is then absent.
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
