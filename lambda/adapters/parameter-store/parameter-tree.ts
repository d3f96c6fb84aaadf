import type { SSMClient } from '@aws-sdk/client-ssm';
import type { SnapshotSource, Telemetry } from '../../app/ports';
import { operationsPath } from '../../contract';
import type { TierMapping } from '../../core/routing/tier-mapping';
import type { RejectedValue } from '../../core/settings/hot-value';
import {
  composeFirstSnapshot,
  reviseSnapshot,
  type Snapshot,
  type SnapshotRules,
} from '../../core/settings/snapshot';
import { TIMES } from '../../core/settings/times';
import { AgingReading, type AgingReadingOptions } from './aging-reading';
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
  readonly telemetry: Pick<Telemetry, 'recordMappingProblem'>;
}

/** Everything below one prefix of Parameter Store, read as a whole. A reading that fails changes nothing. */
export class ParameterTree implements SnapshotSource {
  readonly #options: ParameterTreeOptions;
  readonly #reading: AgingReading<ParameterReading>;
  #snapshot: Snapshot;
  /** Parameter name → version of the bad values in the last reading, which were reported. */
  #reported: ReadonlyMap<string, string> = new Map();

  constructor(options: ParameterTreeOptions) {
    const { client, prefix, telemetry } = options;
    this.#options = options;
    this.#snapshot = composeFirstSnapshot(options.deployed, options);
    this.#reading = new AgingReading({
      ...options,
      firstWaitMillis: options.hasCallers ? TIMES.policiesWaitMillis : TIMES.readingWaitMillis,
      read: (signal) => readParameters(client, prefix, signal),
      keep: (reading) => this.#revise(reading),
      recordFailure: (cause) =>
        telemetry.recordMappingProblem({ kind: 'unreadable', parameterPath: prefix, cause }),
    });
  }

  async current(): Promise<Snapshot> {
    const isFresh = await this.#reading.fresh();
    return isFresh ? this.#snapshot : { ...this.#snapshot, isStale: true };
  }

  async settled(): Promise<void> {
    await this.#reading.settled();
  }

  #revise({ parameters, calls }: ParameterReading): number {
    const { prefix, telemetry } = this.#options;
    const { snapshot, rejected, isMappingAbsent } = reviseSnapshot(
      this.#snapshot,
      parameters,
      this.#options,
    );
    this.#snapshot = snapshot;
    if (isMappingAbsent) {
      telemetry.recordMappingProblem({ kind: 'empty', parameterPath: operationsPath(prefix) });
    }
    for (const value of rejected) this.#report(value);
    this.#reported = new Map(rejected.map(({ name, version }) => [name, version]));
    return calls;
  }

  #report({ kind, name, shownName, version, problem }: RejectedValue): void {
    const { prefix, telemetry } = this.#options;
    telemetry.recordMappingProblem({
      kind,
      parameterName: `${prefix}/${shownName}`,
      version,
      problem,
      isRepeated: this.#reported.get(name) === version,
    });
  }
}
