import type { Duration } from 'aws-cdk-lib';

/**
 * How long a call to Bedrock may be silent, by the tier that was asked for, in whole seconds. A reply that is not
 * streamed sends its first byte when it is complete, and a call that is given up may still be billed: be generous.
 */
export interface FirstByteTimeouts {
  /** @default Duration.seconds(120) */
  readonly priority?: Duration;
  /** @default Duration.seconds(180) */
  readonly default?: Duration;
  /** @default Duration.seconds(240) */
  readonly flex?: Duration;
  /** @default Duration.seconds(120) */
  readonly reserved?: Duration;
}
