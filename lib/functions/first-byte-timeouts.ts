import type { Duration } from 'aws-cdk-lib';

/**
 * How long the router waits for the first byte of a call to Bedrock, by requested tier, in whole seconds, at most 15
 * minutes. Bedrock sends the first byte of a response that is not streamed when the response is complete, and it may bill a
 * call that the router cancels. Choose timeouts that complete responses do not reach.
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
