/** Everything the router itself may refuse or fail at. Bedrock's own errors pass through and are none of these. */
export const ROUTER_ERROR_CODES = [
  'invalid-model-id',
  'invalid-route',
  'invalid-body',
  'invalid-tier',
  'conflicting-tiers',
  'tier-not-allowed',
  'model-not-allowed',
  'unknown-operation',
  'unknown-path',
  'method-not-allowed',
  'payload-too-large',
  'mapping-unavailable',
  'bedrock-unreachable',
  'timed-out',
] as const;

export type RouterErrorCode = (typeof ROUTER_ERROR_CODES)[number];

/** A refusal or failure of the router, in words that are safe to show to the caller. */
export class RouterError extends Error {
  override readonly name = 'RouterError';

  /**
   * @param code which of the closed list; decides the HTTP status
   * @param message for the caller: what is wrong, the value received, the values allowed
   * @param cause for the log only, never sent
   */
  constructor(
    readonly code: RouterErrorCode,
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}
