import type { SSMClient } from '@aws-sdk/client-ssm';
import { composeNamedSnapshot, listNeeded, type Needs } from '../../core/settings/named-snapshot';
import type { Snapshot, SnapshotRules } from '../../core/settings/snapshot';
import { TIMES } from '../../core/settings/times';
import { readNamedParameters } from './read-parameters';

export interface NamedReadingsOptions extends SnapshotRules {
  readonly client: SSMClient;
  readonly prefix: string;
  readonly maxAgeMillis: number;
  readonly clock: () => number;
}

interface NamedReading {
  readonly startedAt: number;
  /** Undefined if the reading failed, or does not decide about the request. */
  readonly snapshot: Promise<Snapshot | undefined>;
  /** How long other requests use it. */
  mostAgeMillis: number;
}

/** So many pages are read as fast as one page and a call by names, and for all requests at once. */
const SHORT_TREE_PAGES = 2;

/** While the tree cannot be read, each operation and caller has a reading. Callers may name any operation. */
const MOST_READINGS = 100;

/**
 * Readings of the ten parameters that one request needs, for requests that would otherwise wait for a long tree.
 * Requests for the same operation and caller share a reading. One that did not help is not repeated for a second.
 */
export class NamedReadings {
  readonly #options: NamedReadingsOptions;
  readonly #readings = new Map<string, NamedReading>();
  #decide: (isLong: boolean) => void = () => {};
  /** Whether the tree has more pages than a short one; pending until a reading says so. */
  #isLong = this.#wait();
  #isKnownLong = false;

  constructor(options: NamedReadingsOptions) {
    this.#options = options;
  }

  /** Notes how many pages of the tree were read, and whether they are all. */
  note({ pages, isWhole }: { readonly pages: number; readonly isWhole: boolean }): void {
    if (!isWhole && pages >= SHORT_TREE_PAGES) {
      this.#isKnownLong = true;
      this.#decide(true);
    }
    if (isWhole && pages <= SHORT_TREE_PAGES) this.#release();
  }

  /** Notes that a reading of the tree failed. In an outage, requests would wait for ever to know how long the tree is. */
  noteFailure(): void {
    if (!this.#isKnownLong) this.#release();
  }

  #release(): void {
    this.#isKnownLong = false;
    this.#decide(false);
    this.#isLong = this.#wait();
  }

  /** Resolves once the tree is known to be long: to undefined if the request has to wait for it all the same. Never rejects. */
  async read(needs: Needs, last: Pick<Snapshot, 'layers'>): Promise<Snapshot | undefined> {
    return (await this.#isLong) ? this.#readOnce(needs, last) : undefined;
  }

  #wait(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#decide = resolve;
    });
  }

  #readOnce(needs: Needs, last: Pick<Snapshot, 'layers'>): Promise<Snapshot | undefined> {
    const { clock, maxAgeMillis } = this.#options;
    const key = `${needs.operation} ${needs.callerId ?? ''}`;
    const known = this.#readings.get(key);
    if (known !== undefined && clock() - known.startedAt < known.mostAgeMillis) {
      return known.snapshot;
    }
    if (this.#readings.size >= MOST_READINGS) this.#readings.clear();
    const snapshot = this.#read(needs, last).then((composed) => {
      if (composed === undefined) reading.mostAgeMillis = TIMES.readingWaitMillis;
      return composed;
    });
    const reading: NamedReading = { startedAt: clock(), snapshot, mostAgeMillis: maxAgeMillis };
    this.#readings.set(key, reading);
    return snapshot;
  }

  /** A failure is not reported, because the reading of the tree reports what keeps it from Parameter Store. */
  async #read(needs: Needs, last: Pick<Snapshot, 'layers'>): Promise<Snapshot | undefined> {
    const { client, prefix } = this.#options;
    const signal = AbortSignal.timeout(TIMES.readingCallMillis);
    const names = listNeeded(needs);
    const reading = readNamedParameters(client, { prefix, names }, signal);
    const parameters = await reading.catch(() => undefined);
    if (parameters === undefined) return undefined;
    return composeNamedSnapshot(last, { needs, parameters }, this.#options);
  }
}
