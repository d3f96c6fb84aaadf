/**
 * Bedrock's words for a tier that the model does not take, or that was not bought. Measured on live AWS by third
 * parties; some copies end in a full stop.
 */
const REFUSALS =
  /^(The provided service tier is not supported for this model|Reservation not found)\.?$/;

/** Whether an error says that the same call without a tier may well succeed. */
export function isTierRefusal(status: number, message: string | undefined): boolean {
  return status === 400 && message !== undefined && REFUSALS.test(message);
}
