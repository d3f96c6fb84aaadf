/**
 * The calls of Amazon Bedrock's runtime that the router takes, named as the last part of their path.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html
 */
export const BEDROCK_ACTIONS = {
  converse: { tierIn: 'body', isStreaming: false },
  'converse-stream': { tierIn: 'body', isStreaming: true },
  invoke: { tierIn: 'header', isStreaming: false },
  'invoke-with-response-stream': { tierIn: 'header', isStreaming: true },
  /** Counts are the same on every tier, and the call takes none. */
  'count-tokens': { tierIn: 'nowhere', isStreaming: false },
} as const;

export type BedrockAction = keyof typeof BEDROCK_ACTIONS;
