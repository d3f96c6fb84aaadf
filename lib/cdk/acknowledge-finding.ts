import { Aws, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** How cdk-nag writes the pseudo parameters in the ID of a finding. */
const READABLE_TOKENS = [
  [Aws.PARTITION, '<AWS::Partition>'],
  [Aws.REGION, '<AWS::Region>'],
  [Aws.ACCOUNT_ID, '<AWS::AccountId>'],
] as const;

/** What a rule of cdk-nag objects to, and why it stays. */
export interface Finding {
  readonly rule: string;
  /** The part of the ID in brackets, e.g. `Resource::arn:…`. */
  readonly subject: string;
  readonly reason: string;
}

/** Answers cdk-nag beforehand, through the CDK: whoever runs it over a router reads the reason and no violation. */
export function acknowledgeFinding(scope: IConstruct, { rule, subject, reason }: Finding): void {
  const readable = READABLE_TOKENS.reduce(
    (text, [token, name]) => text.replaceAll(token, name),
    subject,
  );
  Validations.of(scope).acknowledge({ id: `${rule}[${readable}]`, reason });
}

/** The same for each resource of a policy that has a star in it. */
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
