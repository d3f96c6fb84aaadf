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

/** While the tree cannot be read, each operation and caller has a reading. Callers may name any operation. */
const MOST_READINGS = 100;

/**
 * Readings of the ten parameters that one request needs, for requests that would otherwise wait for a tree of many pages.
 * Requests for the same operation and caller share a reading. One that did not help is not repeated for a second.
 */
export class NamedReadings {
  readonly #options: NamedReadingsOptions;
  readonly #readings = new Map<string, NamedReading>();
  #decide: (isAllowed: boolean) => void = () => {};
  #isAllowed = this.#wait();

  constructor(options: NamedReadingsOptions) {
    this.#options = options;
  }

  /** The tree has several pages, so that reading by name is faster. */
  allow(): void {
    this.#decide(true);
  }

  /** The tree has one page, which is read as fast as by name, and for all requests at once. */
  forbid(): void {
    this.#decide(false);
    this.#isAllowed = this.#wait();
  }

  /**
   * Resolves to undefined if the request has to wait for the tree. Never rejects, and does not resolve before the first
   * page of the tree is read.
   */
  async read(needs: Needs, last: Pick<Snapshot, 'layers'>): Promise<Snapshot | undefined> {
    return (await this.#isAllowed) ? this.#readOnce(needs, last) : undefined;
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
