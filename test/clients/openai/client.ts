import OpenAI, { type ClientOptions } from 'openai';

/** A client as users have it. It does not retry, so that tests can count calls. */
export function createOpenai(baseURL: string, options: Partial<ClientOptions> = {}): OpenAI {
  return new OpenAI({ baseURL, apiKey: 'caller', maxRetries: 0, ...options });
}

/** A model with open weights, which has tiers and Chat Completions. */
export const GPT_OSS = 'openai.gpt-oss-120b-1:0';
/** A model that has both APIs, and the tier `ultrafast`. */
export const ASTRA = 'us.openai.gpt-6-astra';

/** The smallest conversation: 5 tokens. */
export const QUESTION = 'Classify this page.';
export const MESSAGES = [{ role: 'user' as const, content: QUESTION }];

/** A function that a model can call. */
export const PARAMETERS = {
  type: 'object',
  properties: { page: { type: 'integer' }, class: { type: 'string', enum: ['invoice', 'claim'] } },
  required: ['page', 'class'],
  additionalProperties: false,
};

/** What a simulated model makes of {@link PARAMETERS}. */
export const SAMPLE = { page: 1, class: 'invoice' };
