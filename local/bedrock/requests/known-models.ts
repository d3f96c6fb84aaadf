import { stripProfilePrefix } from '../../../lambda/core/ids/profile-prefix';

/**
 * The text models that the emulator serves, by family, without a profile prefix. Each is served with every prefix and
 * without one. (In some Regions, AWS serves some models only through a profile. The emulator does not distinguish
 * Regions.)
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html
 */
const MODELS_BY_FAMILY = {
  'amazon.': [
    'nova-2-lite-v1:0',
    'nova-2-pro-preview-20251202-v1:0',
    'nova-2-lite-omni-v1',
    'nova-premier-v1:0',
    'nova-premier-v1:0:8k',
    'nova-premier-v1:0:20k',
    'nova-premier-v1:0:1000k',
    'nova-premier-v1:0:mm',
    'nova-pro-v1:0',
    'nova-pro-v1:0:24k',
    'nova-pro-v1:0:300k',
    'nova-lite-v1:0',
    'nova-lite-v1:0:24k',
    'nova-lite-v1:0:300k',
    'nova-micro-v1:0',
    'nova-micro-v1:0:24k',
    'nova-micro-v1:0:128k',
  ],
  'anthropic.': [
    'claude-3-haiku-20240307-v1:0',
    'claude-3-haiku-20240307-v1:0:48k',
    'claude-3-haiku-20240307-v1:0:200k',
    'claude-3-sonnet-20240229-v1:0',
    'claude-3-sonnet-20240229-v1:0:28k',
    'claude-3-sonnet-20240229-v1:0:200k',
    'claude-3-opus-20240229-v1:0',
    'claude-3-5-sonnet-20240620-v1:0',
    'claude-3-5-sonnet-20241022-v2:0',
    'claude-3-5-haiku-20241022-v1:0',
    'claude-3-7-sonnet-20250219-v1:0',
    'claude-sonnet-4-20250514-v1:0',
    'claude-sonnet-4-5-20250929-v1:0',
    'claude-sonnet-4-6',
    'claude-haiku-4-5-20251001-v1:0',
    'claude-opus-4-20250514-v1:0',
    'claude-opus-4-1-20250805-v1:0',
    'claude-opus-4-5-20251101-v1:0',
    'claude-opus-4-6-v1',
    'claude-opus-4-8',
    'claude-opus-5',
  ],
  'deepseek.': ['v3-v1:0'],
  'google.': ['gemma-3-4b-it', 'gemma-3-12b-it', 'gemma-3-27b-it'],
  'meta.': [
    'llama3-8b-instruct-v1:0',
    'llama3-70b-instruct-v1:0',
    'llama3-1-8b-instruct-v1:0',
    'llama3-1-70b-instruct-v1:0',
    'llama3-1-405b-instruct-v1:0',
    'llama3-2-1b-instruct-v1:0',
    'llama3-2-3b-instruct-v1:0',
    'llama3-2-11b-instruct-v1:0',
    'llama3-2-90b-instruct-v1:0',
    'llama3-3-70b-instruct-v1:0',
    'llama4-scout-17b-instruct-v1:0',
    'llama4-maverick-17b-instruct-v1:0',
  ],
  'minimax.': ['minimax-m2'],
  'mistral.': [
    'magistral-small-2509',
    'voxtral-mini-3b-2507',
    'voxtral-small-24b-2507',
    'ministral-3-3b-instruct',
    'ministral-3-8b-instruct',
    'ministral-3-14b-instruct',
    'mistral-large-3-675b-instruct',
  ],
  'moonshot.': ['kimi-k2-thinking'],
  'nvidia.': ['nemotron-nano-9b-v2', 'nemotron-nano-12b-v2'],
  'openai.': [
    'gpt-oss-120b-1:0',
    'gpt-oss-20b-1:0',
    'gpt-oss-safeguard-20b',
    'gpt-oss-safeguard-120b',
  ],
  'qwen.': [
    'qwen3-235b-a22b-2507-v1:0',
    'qwen3-coder-480b-a35b-v1:0',
    'qwen3-coder-30b-a3b-v1:0',
    'qwen3-32b-v1:0',
    'qwen3-next-80b-a3b',
    'qwen3-vl-235b-a22b',
  ],
} as const;

const KNOWN_MODELS: ReadonlySet<string> = new Set(
  Object.entries(MODELS_BY_FAMILY).flatMap(([family, names]) => names.map((name) => family + name)),
);

const PROFILE_PREFIXES = 'us|eu|apac|jp|au|ca|in|us-gov|global';
const KNOWN_PREFIX = new RegExp(`^(${PROFILE_PREFIXES})\\.`);

/** Whether the ID names a model of the list, with or without the prefix of an inference profile. */
export function isKnownModelId(modelId: string): boolean {
  const model = stripProfilePrefix(modelId);
  return KNOWN_MODELS.has(model) && (model === modelId || KNOWN_PREFIX.test(modelId));
}
