import type { ServiceTier } from '../ids/service-tier';
import type { AnsweredResult } from './attempt';
import { normalizeException } from './stream-exception';

const TIER = String.raw`\b(?:tiers?|priority|flex|reserved|ultrafast)\b`;

/**
 * Bedrock has reworded its messages before, so only their subject is matched. A message that is taken for a refusal by
 * mistake costs one more call, which is refused again.
 */
const TIER_WORDS: readonly RegExp[] = [
  /service[\s_-]?tiers?\b/i,
  /\breservations?\b/i,
  /\btiers?\b.*\b(?:(?:un)?supported|(?:un)?available|enabled|allowed|offered|(?:in)?valid)\b/i,
  new RegExp(`\\b(?:supports?|allows?|offers?|invoked|(?:in)?valid|unknown)\\b.*${TIER}`, 'i'),
  /\b(?:priority|flex|reserved|ultrafast)["']? (?:tier|processing|inference|capacity|throughput|(?:is )?(?:not|un)|cannot)/i,
  /\btiers?:? ["']?(?:priority|flex|reserved|ultrafast)\b/i,
];

/**
 * Whether Bedrock refuses the tier that was sent, so that the same call without a tier may succeed.
 *
 * | 400 ValidationException                                          | tier sent  | refused |
 * |------------------------------------------------------------------|------------|---------|
 * | The provided service tier is not supported for this model        | `flex`     | yes     |
 * | Reservation not found.                                           | `reserved` | yes     |
 * | This model cannot be invoked on the flex tier in this Region.    | `flex`     | yes     |
 * | The provided service tier is not supported for this model        | none       | no      |
 * | Malformed input request: #/messages: minItems 1                  | `flex`     | no      |
 */
export function isTierRefusal(
  { status, exception, message }: AnsweredResult,
  tier: ServiceTier,
): boolean {
  if (status !== 400 || tier === 'default' || message === undefined) return false;
  return isValidationException(exception) && TIER_WORDS.some((words) => words.test(message));
}

/** A proxy may have removed the name. */
const VALIDATION_NAMES = ['', 'validation', 'validationerror', 'invalidrequesterror'];

/** Streams write `validationException`, and OpenAI's APIs `validation_error`. */
function isValidationException(exception = ''): boolean {
  return VALIDATION_NAMES.includes(normalizeException(exception));
}
