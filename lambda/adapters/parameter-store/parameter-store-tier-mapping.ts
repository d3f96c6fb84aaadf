import type { SSMClient } from '@aws-sdk/client-ssm';
import type { Telemetry, TierMappingSource } from '../../app/ports';
import type { AccessBounds } from '../../core/routing/access-bounds';
import {
  type RejectedRoute,
  reviseTierMapping,
  type TierMapping,
  type WrittenRoute,
} from '../../core/routing/tier-mapping';
import { AgingReading } from './aging-reading';
import { readParameters } from './read-parameters';
import { ReportedVersions } from './reported-versions';

export interface ParameterStoreTierMappingOptions {
  readonly client: SSMClient;
  /** Where the parameters stand, e.g. `/bedrock-tier-router/operations`. */
  readonly path: string;
  readonly bounds: AccessBounds;
  /** In force until a first reading succeeds. */
  readonly deployed: TierMapping;
  readonly maxAgeMillis: number;
  readonly clock: () => number;
  readonly telemetry: Pick<Telemetry, 'recordMappingProblem'>;
}

/**
 * The tier mapping as Parameter Store has it, kept for a maximum age.
 *
 * A request takes the mapping in force at once; one that finds it too old starts a reading beside itself.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
 */
export class ParameterStoreTierMapping implements TierMappingSource {
  readonly #options: ParameterStoreTierMappingOptions;
  readonly #reported = new ReportedVersions();
  readonly #reading: AgingReading;
  #inForce: TierMapping;

  constructor(options: ParameterStoreTierMappingOptions) {
    this.#options = options;
    this.#inForce = options.deployed;
    this.#reading = new AgingReading({
      read: (signal) => this.#read(signal),
      maxAgeMillis: options.maxAgeMillis,
      clock: options.clock,
    });
  }

  async current(): Promise<TierMapping> {
    await this.#reading.first();
    this.#reading.renewIfOld();
    return this.#inForce;
  }

  async settled(): Promise<void> {
    await this.#reading.settled();
  }

  async #read(signal: AbortSignal): Promise<number> {
    const { client, path, telemetry } = this.#options;
    try {
      const { parameters, calls } = await readParameters(client, path, signal);
      const written = parameters.map(({ name, ...rest }) => ({ operation: name, ...rest }));
      if (written.length > 0) this.#revise(written);
      else telemetry.recordMappingProblem({ kind: 'empty', parameterPath: path });
      return calls;
    } catch (cause) {
      telemetry.recordMappingProblem({ kind: 'unreadable', parameterPath: path, cause });
      return 0;
    }
  }

  #revise(written: readonly WrittenRoute[]): void {
    const { mapping, rejected } = reviseTierMapping(this.#inForce, written, this.#options.bounds);
    this.#inForce = mapping;
    for (const entry of rejected) this.#report(entry);
  }

  #report(rejected: RejectedRoute): void {
    const { operation, version } = rejected;
    const parameterName = `${this.#options.path}/${operation}`;
    const isRepeated = this.#reported.note(parameterName, version);
    this.#options.telemetry.recordMappingProblem({
      kind: 'rejected',
      parameterName,
      rejected,
      isRepeated,
    });
  }
}
