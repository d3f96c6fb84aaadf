import { type Acknowledgment, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A finding of a cdk-nag rule, and the reason to accept it. */
export interface Finding {
  readonly rule: string;
  /** The part of the finding's ID in brackets, e.g. `Resource::arn:…`. */
  readonly subject: string;
  readonly reason: string;
}

/** Acknowledges a finding. Users who run cdk-nag then see the reason instead of a violation. */
export function acknowledgeFinding(scope: IConstruct, { rule, subject, reason }: Finding): void {
  const readable = writeReadable(Stack.of(scope).resolve(subject));
  acknowledgeRule(scope, { id: `${rule}[${readable}]`, reason });
}

/**
 * Acknowledges a rule for everything in the scope. With aws-cdk-lib before 2.269.0 findings remain, because it refuses the
 * `::` of an ARN or does not have acknowledgments. The template is the same.
 */
export function acknowledgeRule(scope: IConstruct, rule: Acknowledgment): void {
  try {
    Validations?.of(scope).acknowledge(rule);
  } catch (error) {
    if (!isInvalidId(error)) throw error;
  }
}

/** An error that names the delimiter of rule IDs. */
function isInvalidId(error: unknown): boolean {
  return error instanceof Error && error.message.includes("'::'");
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

/** Writes a resolved text as cdk-nag does: a reference as `<AWS::Region>`, an attribute as `<Bucket1A2B3C.Arn>`. */
function writeReadable(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[intrinsic, argument] = []] = Object.entries(value ?? {});
  if (intrinsic === 'Fn::Join') return argument[1].map(writeReadable).join('');
  return `<${[argument].flat().join('.')}>`;
}
