/** Ten parameters, or one. */
const CALL_TIMEOUT_MILLIS = 2_000;

/** The signal for one call of Parameter Store within a reading: it ends the call in time. */
export function limitCall(reading: AbortSignal): AbortSignal {
  return AbortSignal.any([reading, AbortSignal.timeout(CALL_TIMEOUT_MILLIS)]);
}
