import type { SSMClient } from '@aws-sdk/client-ssm';
import type { SnapshotSource, Telemetry } from '../../app/ports';
import { operationsPath } from '../../contract';
import type { TierMapping } from '../../core/routing/tier-mapping';
import type { RejectedValue, WrittenValue } from '../../core/settings/hot-value';
import {
  composeFirstSnapshot,
  reviseSnapshot,
  type Snapshot,
  type SnapshotRules,
} from '../../core/settings/snapshot';
import { AgingReading } from './aging-reading';
import { readParameters } from './read-parameters';

export interface ParameterTreeOptions extends SnapshotRules {
  readonly client: SSMClient;
  /** E.g. `/bedrock-tier-router`. */
  readonly prefix: string;
  /** In force until a first reading succeeds. */
  readonly deployed: TierMapping;
  readonly maxAgeMillis: number;
  readonly clock: () => number;
  readonly telemetry: Pick<Telemetry, 'recordMappingProblem'>;
}

/**
 * Everything below one prefix of Parameter Store, read as a whole and kept for a maximum age.
 *
 * A request takes the snapshot in force at once. If the snapshot is too old, the request starts a reading and does not wait
 * for it. A reading that fails changes nothing.
 */
export class ParameterTree implements SnapshotSource {
  readonly #options: ParameterTreeOptions;
  readonly #reading: AgingReading;
  #snapshot: Snapshot;
  /** Parameter name → version of the bad values in the last reading, which were reported. */
  #reported: ReadonlyMap<string, string> = new Map();

  constructor(options: ParameterTreeOptions) {
    this.#options = options;
    this.#snapshot = composeFirstSnapshot(options.deployed, options);
    this.#reading = new AgingReading({
      read: (signal) => this.#read(signal),
      maxAgeMillis: options.maxAgeMillis,
      clock: options.clock,
    });
  }

  async current(): Promise<Snapshot> {
    await this.#reading.first();
    this.#reading.renewIfOld();
    return this.#snapshot;
  }

  async settled(): Promise<void> {
    await this.#reading.settled();
  }

  async #read(signal: AbortSignal): Promise<number> {
    const { client, prefix, telemetry } = this.#options;
    try {
      const { parameters, calls } = await readParameters(client, prefix, signal);
      this.#revise(parameters);
      return calls;
    } catch (cause) {
      telemetry.recordMappingProblem({ kind: 'unreadable', parameterPath: prefix, cause });
      return 0;
    }
  }

  #revise(parameters: readonly WrittenValue[]): void {
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
