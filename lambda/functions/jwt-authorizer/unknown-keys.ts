import { KidNotFoundInJwksError, WaitPeriodNotYetEndedJwkError } from 'aws-jwt-verify/error';
import type { PenaltyBox } from 'aws-jwt-verify/jwk';

const WAIT_MILLIS = 10_000;
/** Anyone can invent key IDs. At most this many cause a fetch within one wait. */
const MOST_WAITING = 5;

/**
 * Remembers key IDs that the issuer did not have, and waits before the next fetch for each. The library's own class waits
 * for the issuer as a whole, so a single invented key ID would delay the tokens of a new key.
 */
export class UnknownKeys implements PenaltyBox {
  readonly #clock: () => number;
  readonly #waits = new Map<string, number>();

  /** @param clock milliseconds of a clock that only runs forward */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  async wait(_jwksUri: string, kid: string): Promise<void> {
    const now = this.#clock();
    for (const [known, endsAt] of this.#waits) if (endsAt <= now) this.#waits.delete(known);
    if (this.#waits.has(kid)) throw new KidNotFoundInJwksError('the issuer has no such key');
    if (this.#waits.size < MOST_WAITING) return;
    throw new WaitPeriodNotYetEndedJwkError(
      'the keys were fetched a moment ago; try again shortly',
    );
  }

  registerFailedAttempt(_jwksUri: string, kid: string): void {
    this.#waits.set(kid, this.#clock() + WAIT_MILLIS);
  }

  registerSuccessfulAttempt(_jwksUri: string, kid: string): void {
    this.#waits.delete(kid);
  }
}
