/** A clock that stands still until it is advanced. */
export class FakeClock {
  #now: number;

  constructor(startMillis = 1_000) {
    this.#now = startMillis;
  }

  readonly read = (): number => this.#now;

  advance(millis: number): void {
    this.#now += millis;
  }
}
