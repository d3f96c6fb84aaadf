/**
 * A Converse request body without `modelId`, because the router chooses the model.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
export interface ConverseBody {
  readonly system: readonly { readonly text: string }[];
  readonly messages: readonly {
    readonly role: 'user';
    readonly content: readonly { readonly text: string }[];
  }[];
  readonly inferenceConfig: { readonly maxTokens: number; readonly temperature: number };
}

export interface Prompt {
  readonly system: string;
  readonly user: string;
  /** Should be close to the length of the reply, because Bedrock deducts all of it from the quota at first. */
  readonly maxTokens: number;
}

/** Composes one turn at temperature 0, so that the same document gets the same reply. */
export function composeConverseBody({ system, user, maxTokens }: Prompt): ConverseBody {
  return {
    system: [{ text: system }],
    messages: [{ role: 'user', content: [{ text: user }] }],
    inferenceConfig: { maxTokens, temperature: 0 },
  };
}
