import type { Duration } from 'aws-cdk-lib';

/**
 * How long the router waits for the first byte of a stream, by requested tier, in whole seconds, at most 15 minutes.
 * Bedrock may bill a call that the router cancels, so choose generous timeouts. They do not apply to responses that are not
 * streamed, whose first byte comes when the response is complete.
 */
export interface FirstByteTimeouts {
  /** @default Duration.seconds(120) */
  readonly priority?: Duration;
  /**
   * For the tier `default`, which is a reserved word in Java, C# and Go.
   *
   * @default Duration.seconds(180)
   */
  readonly defaultTier?: Duration;
  /** @default Duration.seconds(240) */
  readonly flex?: Duration;
  /** @default Duration.seconds(120) */
  readonly reserved?: Duration;
  /** @default Duration.seconds(120) */
  readonly ultrafast?: Duration;
}
