/** A guardrail of Bedrock. */
export interface GuardrailSettings {
  /** The ID or the ARN. */
  readonly id: string;

  /** The number of the version, or `DRAFT`. */
  readonly version: string;

  /**
   * Whether answers contain the guardrail's trace.
   *
   * @default - Bedrock's default
   */
  readonly trace?: GuardrailTrace;
}

/** Whether answers contain the trace of a guardrail. */
export enum GuardrailTrace {
  /** What the guardrail found. */
  ENABLED = 'enabled',

  /** No trace. */
  DISABLED = 'disabled',

  /** Also what the guardrail checked and did not find. */
  ENABLED_FULL = 'enabled_full',
}
