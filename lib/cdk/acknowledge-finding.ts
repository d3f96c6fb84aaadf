import { Aws, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The names of pseudo parameters in the ID of a cdk-nag finding. */
const READABLE_TOKENS = [
  [Aws.PARTITION, '<AWS::Partition>'],
  [Aws.REGION, '<AWS::Region>'],
  [Aws.ACCOUNT_ID, '<AWS::AccountId>'],
] as const;

/** A finding of a cdk-nag rule, and the reason to accept it. */
export interface Finding {
  readonly rule: string;
  /** The part of the finding's ID in brackets, e.g. `Resource::arn:…`. */
  readonly subject: string;
  readonly reason: string;
}

/** Acknowledges a finding. Users who run cdk-nag then see the reason instead of a violation. */
export function acknowledgeFinding(scope: IConstruct, { rule, subject, reason }: Finding): void {
  const readable = READABLE_TOKENS.reduce(
    (text, [token, name]) => text.replaceAll(token, name),
    subject,
  );
  Validations.of(scope).acknowledge({ id: `${rule}[${readable}]`, reason });
}

/** Acknowledges the findings of all resources of a policy that contain a star. */
export function acknowledgeWildcards(
  scope: IConstruct,
  resources: readonly string[],
  reason: string,
): void {
  for (const resource of resources.filter((arn) => arn.includes('*'))) {
    acknowledgeFinding(scope, {
      rule: 'AwsSolutions-IAM5',
      subject: `Resource::${resource}`,
      reason,
    });
  }
}
