import type { SSMClient } from '@aws-sdk/client-ssm';
import type { SnapshotSource, Telemetry } from '../../app/ports';
import { OWNER, operationsPath } from '../../contract';
import type { TierMapping } from '../../core/routing/tier-mapping';
import type { RejectedValue, WrittenValue } from '../../core/settings/hot-value';
import { findNeeds, type RequestNames } from '../../core/settings/named-snapshot';
import type { FoundOverride } from '../../core/settings/revise-entries';
import {
  composeFirstSnapshot,
  reviseSnapshot,
  type Snapshot,
  type SnapshotRules,
} from '../../core/settings/snapshot';
import { TIMES } from '../../core/settings/times';
import { AgingReading, type AgingReadingOptions } from './aging-reading';
import { NamedReadings } from './named-readings';
import { type ParameterReading, readParameters } from './read-parameters';

type Schedule = Pick<
  AgingReadingOptions<ParameterReading>,
  'maxAgeMillis' | 'clock' | 'pause' | 'random'
>;

export interface ParameterTreeOptions extends SnapshotRules, Schedule {
  readonly client: SSMClient;
  /** E.g. `/bedrock-tier-router`. */
  readonly prefix: string;
  /** In force until a first reading succeeds. */
  readonly deployed: TierMapping;
  /** The ID of the router's stack; undefined if it is not known. */
  readonly owner?: string | undefined;
  readonly telemetry: Pick<Telemetry, 'recordMappingProblem' | 'recordOwnership'>;
}

/**
 * Everything below one prefix of Parameter Store, read as a whole. A reading that fails changes nothing. Beside the reading
 * of a long tree, a request that would wait for it reads only what it needs by name.
 */
export class ParameterTree implements SnapshotSource {
  readonly #options: ParameterTreeOptions;
  readonly #reading: AgingReading<ParameterReading>;
  #snapshot: Snapshot;
  #isRead = false;
  readonly #named: NamedReadings;

  constructor(options: ParameterTreeOptions) {
    const { client, prefix, telemetry } = options;
    this.#options = options;
    this.#named = new NamedReadings(options);
    this.#snapshot = composeFirstSnapshot(options.deployed, options);
    this.#reading = new AgingReading({
      ...options,
      firstWaitMillis: options.hasCallers ? TIMES.policiesWaitMillis : TIMES.readingWaitMillis,
      read: (signal) => {
        const noteMore = (pages: number) => this.#named.note({ pages, isWhole: false });
        return readParameters(client, { prefix, noteMore }, signal);
      },
      keep: (reading) => this.#revise(reading),
      recordFailure: (cause) => {
        this.#named.noteFailure();
        telemetry.recordMappingProblem({ kind: 'unreadable', parameterPath: prefix, cause });
      },
    });
  }

  async current(request?: RequestNames): Promise<Snapshot> {
    const needs = this.#reading.isFresh() || request === undefined ? undefined : findNeeds(request);
    const whole = this.#readWhole();
    if (needs === undefined) return whole;
    const named = this.#named.read(needs, this.#snapshot);
    return Promise.race([whole, named.then((snapshot) => snapshot ?? whole)]);
  }

  async #readWhole(): Promise<Snapshot> {
    const isFresh = await this.#reading.fresh();
    return isFresh ? this.#snapshot : { ...this.#snapshot, isStale: true };
  }

  async settled(): Promise<void> {
    await this.#reading.settled();
  }

  #revise({ parameters, calls }: ParameterReading): number {
    const { prefix, telemetry } = this.#options;
    const last = this.#snapshot;
    const { snapshot, overrides, isMappingAbsent } = reviseSnapshot(
      last,
      parameters,
      this.#options,
    );
    this.#snapshot = snapshot;
    if (!this.#isRead) this.#recordOwnership(parameters, overrides);
    this.#isRead = true;
    this.#named.note({ pages: calls, isWhole: true });
    if (isMappingAbsent) {
      telemetry.recordMappingProblem({ kind: 'empty', parameterPath: operationsPath(prefix) });
    }
    for (const value of snapshot.rejected) this.#report(value, last.rejected);
    return calls;
  }

  #recordOwnership(parameters: readonly WrittenValue[], overrides: readonly FoundOverride[]): void {
    const { prefix, owner: own, telemetry } = this.#options;
    const owner = parameters.find(({ name }) => name === OWNER)?.value;
    const isForeign = own !== undefined && owner !== undefined && owner !== own;
    const foreign = isForeign ? { owner, own } : undefined;
    telemetry.recordOwnership({ parameterPrefix: prefix, overrides, foreign });
  }

  /** @param reported the bad values of the last reading */
  #report(
    { kind, name, shownName, version, problem }: RejectedValue,
    reported: readonly RejectedValue[],
  ): void {
    const { prefix, telemetry } = this.#options;
    telemetry.recordMappingProblem({
      kind,
      parameterName: `${prefix}/${shownName}`,
      version,
      problem,
      isRepeated: reported.some((last) => last.name === name && last.version === version),
    });
  }
}
