import { Token } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { accountArn, type DeploymentPlace } from './model-resources';

const ARN = /^arn:[a-z-]+:bedrock:[a-z0-9-]+:\d{12}:guardrail(-profile)?\/[a-z0-9.:-]+$/;
const ID = /^[a-z0-9]{1,64}$/;
const PROFILE_ID = /^[a-z-]+\.guardrail\.v\d+:\d+$/;

/**
 * Writes the statement that allows the function to apply guardrails; none without guardrails.
 *
 * | guardrail           | resource                                                                 |
 * |---------------------|--------------------------------------------------------------------------|
 * | `a1b2c3d4e5f6`      | the guardrail, in this Region and account                                |
 * | `us.guardrail.v1:0` | the profile in every Region: Bedrock checks it in all of its destinations |
 * | an ARN, a token     | as given                                                                 |
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/guardrail-profiles-permissions.html
 */
export function allowGuardrails(
  guardrails: readonly string[],
  here: DeploymentPlace,
): PolicyStatement[] {
  if (guardrails.length === 0) return [];
  const resources = guardrails.map((guardrail) => findGuardrailArn(guardrail, here));
  return [new PolicyStatement({ actions: ['bedrock:ApplyGuardrail'], resources })];
}

function findGuardrailArn(guardrail: string, here: DeploymentPlace): string {
  if (Token.isUnresolved(guardrail) || ARN.test(guardrail)) return guardrail;
  if (ID.test(guardrail)) return `${accountArn(here)}:guardrail/${guardrail}`;
  if (PROFILE_ID.test(guardrail)) {
    const { partition, account } = here;
    return `${accountArn({ partition, region: '*', account })}:guardrail-profile/${guardrail}`;
  }
  throw new Error(
    `guardrails must name IDs such as "a1b2c3d4e5f6", profiles such as "us.guardrail.v1:0", or their ARNs, got "${guardrail}"`,
  );
}
