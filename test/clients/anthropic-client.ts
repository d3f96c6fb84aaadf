import { AnthropicBedrock, type ClientOptions } from '@anthropic-ai/bedrock-sdk';

/** A client as users have it, with the router's URL. It does not retry, so that tests can count calls. */
export function createAnthropicClient(
  url: string,
  options: Partial<ClientOptions> = {},
): AnthropicBedrock {
  const client = new AnthropicBedrock({ baseURL: url, skipAuth: true, maxRetries: 0 });
  return client.withOptions(options);
}

/** The smallest conversation in Anthropic's format. */
export const QUESTION = {
  max_tokens: 100,
  messages: [{ role: 'user' as const, content: 'Classify this page.' }],
};
