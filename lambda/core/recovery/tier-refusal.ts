import type { ServiceTier } from '../ids/service-tier';
import type { AnsweredResult } from './attempt';

/**
 * A service tier, a tier by its name, or the reservation that the tier `reserved` needs. Bedrock has reworded its
 * messages before, so only the subject is matched.
 */
const TIER_WORDS =
  /service[\s_-]?tiers?\b|\breservations?\b|\breserved (capacity|throughput)\b|\btiers?\b.*\b(priority|flex|reserved)\b|\b(priority|flex|reserved)\b.*\btiers?\b/is;

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
  return isValidationException(exception) && TIER_WORDS.test(message);
}

/** Streams write `validationException`. A proxy may have removed the name. */
function isValidationException(exception = 'ValidationException'): boolean {
  return exception === '' || exception.toLowerCase() === 'validationexception';
}
