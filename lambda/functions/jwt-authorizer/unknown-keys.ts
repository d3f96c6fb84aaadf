import { KidNotFoundInJwksError, WaitPeriodNotYetEndedJwkError } from 'aws-jwt-verify/error';
import type { PenaltyBox } from 'aws-jwt-verify/jwk';

const WAIT_MILLIS = 10_000;
/** Anybody can make up key IDs; so many of them may lead to a fetch within one wait. */
const MOST_WAITING = 5;

/**
 * Key IDs that the issuer was seen not to have, each left alone for a while. The library's own box shuts the issuer out
 * as a whole, so that one made-up key ID keeps the tokens of a new key waiting; here it takes several.
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
