import { RouterError } from '../errors/router-error';
import { formatTieredModelId } from '../ids/tiered-model-id';
import type { PlannedCall } from '../routing/plan';
import { TIMES } from '../settings/times';
import type { Reservation } from './ledger-entry';

/**
 * Composes the reservation of a request: the most that any of its calls can cost, because at most one of them is served. If
 * a call has no price, the request is refused, because its cost has no bound.
 *
 * @param now Unix time in milliseconds
 */
export function composeReservation(
  calls: readonly PlannedCall[],
  { id, now }: { readonly id: string; readonly now: number },
): Reservation | RouterError {
  let nanoUsd = 0;
  for (const call of calls) {
    if (call.bound?.kind !== 'bounded') return refuseUnpriced(call);
    nanoUsd = Math.max(nanoUsd, call.bound.nanoUsd);
  }
  return { id, nanoUsd, expiresAt: Math.ceil(now / 1000) + TIMES.reservationSeconds };
}

/** Whether an empty account has room for a reservation. An amount that is not a whole number cannot be added up. */
export function canEverFit({ nanoUsd }: Reservation, limitNanoUsd: number | undefined): boolean {
  return Number.isSafeInteger(nanoUsd) && (limitNanoUsd === undefined || nanoUsd <= limitNanoUsd);
}

function refuseUnpriced({ candidate, bound }: PlannedCall): RouterError {
  if (bound?.kind === 'unpriced' && bound.latencyMode !== undefined) {
    return new RouterError(
      'caller-not-allowed',
      `the latency mode "${bound.latencyMode}" has no price, so a caller with a budget may not ask for it`,
    );
  }
  return new RouterError(
    'caller-not-allowed',
    `"${formatTieredModelId(candidate)}" has no price, so a caller with a budget may not call it; ` +
      'its operator can add one in the parameter <prefix>/prices',
  );
}
