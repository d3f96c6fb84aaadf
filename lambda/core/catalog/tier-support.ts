import { stripProfilePrefix } from '../ids/profile-prefix';
import type { ServiceTier } from '../ids/service-tier';

/**
 * Models that take `priority` and `flex`, by base model ID without a profile prefix.
 *
 * AWS publishes this on one page per model and through no API, and lists have been wrong in both directions. So the list is
 * used for warnings, demotions and the local emulator, but never to refuse a request: Bedrock's answer decides.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/service-tiers-inference.html as of February 2026
 */
const PRIORITY_AND_FLEX_MODELS: ReadonlySet<string> = new Set([
  'amazon.nova-2-lite-v1:0',
  'amazon.nova-2-pro-preview-20251202-v1:0',
  'amazon.nova-2-lite-omni-v1',
  'amazon.nova-pro-v1:0',
  'amazon.nova-premier-v1:0',
  'openai.gpt-oss-120b-1:0',
  'openai.gpt-oss-20b-1:0',
  'openai.gpt-oss-safeguard-20b',
  'openai.gpt-oss-safeguard-120b',
  'qwen.qwen3-235b-a22b-2507-v1:0',
  'qwen.qwen3-coder-480b-a35b-v1:0',
  'qwen.qwen3-coder-30b-a3b-v1:0',
  'qwen.qwen3-32b-v1:0',
  'qwen.qwen3-next-80b-a3b',
  'qwen.qwen3-vl-235b-a22b',
  'deepseek.v3-v1:0',
  'google.gemma-3-4b-it',
  'google.gemma-3-12b-it',
  'google.gemma-3-27b-it',
  'minimax.minimax-m2',
  'mistral.magistral-small-2509',
  'mistral.voxtral-mini-3b-2507',
  'mistral.voxtral-small-24b-2507',
  'mistral.ministral-3-3b-instruct',
  'mistral.ministral-3-8b-instruct',
  'mistral.ministral-3-14b-instruct',
  'mistral.mistral-large-3-675b-instruct',
  'moonshot.kimi-k2-thinking',
  'nvidia.nemotron-nano-9b-v2',
  'nvidia.nemotron-nano-12b-v2',
]);

/** Models that take neither tier. A route that names a tier for one of them causes a warning. */
const DEFAULT_ONLY_PATTERNS: readonly RegExp[] = [
  /^anthropic\./,
  /^meta\.llama/,
  /^amazon\.nova-(lite|micro)-v1:0/,
];

/**
 * Whether the model is known to take the tier; `unknown` for models and ARNs that are not listed. Any model may have a
 * reservation.
 */
export function lookUpTierSupport(
  baseModelId: string,
  tier: ServiceTier,
): 'supported' | 'unsupported' | 'unknown' {
  if (tier === 'default') return 'supported';
  if (tier === 'reserved') return 'unknown';
  const model = stripProfilePrefix(baseModelId);
  if (PRIORITY_AND_FLEX_MODELS.has(model)) return 'supported';
  return DEFAULT_ONLY_PATTERNS.some((pattern) => pattern.test(model)) ? 'unsupported' : 'unknown';
}
