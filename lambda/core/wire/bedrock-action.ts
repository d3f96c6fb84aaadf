/**
 * The calls of Amazon Bedrock's runtime that the router takes, named as the last part of their path.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html
 */
export const BEDROCK_ACTIONS = [
  'converse',
  'converse-stream',
  'invoke',
  'invoke-with-response-stream',
  'count-tokens',
] as const;

export type BedrockAction = (typeof BEDROCK_ACTIONS)[number];

/** Model IDs may be ARNs, which contain slashes. */
export function writeModelPath(baseModelId: string, action: BedrockAction): string {
  return `/model/${encodeURIComponent(baseModelId)}/${action}`;
}
