import type { SSMClient } from '@aws-sdk/client-ssm';
import type { CallerSource, Telemetry } from '../../app/ports';
import {
  type CallerPolicies,
  isKeyLike,
  type RejectedPolicy,
  requireCaller,
  revisePolicies,
} from '../../core/callers/caller-policies';
import type { Caller } from '../../core/callers/caller-policy';
import { RouterError } from '../../core/errors/router-error';
import { AgingReading } from './aging-reading';
import { readParameters, type WrittenParameter } from './read-parameters';
import { ReportedVersions } from './reported-versions';

export interface ParameterStoreCallersOptions {
  readonly client: SSMClient;
  /** Where the policies stand, e.g. `/bedrock-tier-router/callers`. */
  readonly path: string;
  readonly maxAgeMillis: number;
  readonly clock: () => number;
  readonly telemetry: Pick<Telemetry, 'recordMappingProblem'>;
}

/**
 * The callers' policies as Parameter Store has them, kept for a maximum age.
 *
 * Nothing is wrong where there are none: then nobody may call. A failed reading leaves the last good policies in force;
 * before a first one succeeds nobody is let in, because nothing says what they may do.
 */
export class ParameterStoreCallers implements CallerSource {
  readonly #options: ParameterStoreCallersOptions;
  readonly #reported = new ReportedVersions();
  readonly #reading: AgingReading;
  /** Undefined until a reading succeeds. */
  #inForce: CallerPolicies | undefined;

  constructor(options: ParameterStoreCallersOptions) {
    this.#options = options;
    this.#reading = new AgingReading({
      read: (signal) => this.#read(signal),
      maxAgeMillis: options.maxAgeMillis,
      clock: options.clock,
    });
  }

  async find(callerId: string | undefined): Promise<Caller> {
    await this.#reading.first();
    this.#reading.renewIfOld();
    if (this.#inForce !== undefined) return requireCaller(this.#inForce, callerId);
    throw new RouterError(
      'callers-unavailable',
      'the policies of the callers could not be read yet; try again shortly',
    );
  }

  async settled(): Promise<void> {
    await this.#reading.settled();
  }

  async #read(signal: AbortSignal): Promise<number> {
    const { client, path, telemetry } = this.#options;
    try {
      const { parameters, calls } = await readParameters(client, path, signal);
      this.#revise(parameters);
      return calls;
    } catch (cause) {
      telemetry.recordMappingProblem({ kind: 'unreadable', parameterPath: path, cause });
      return 0;
    }
  }

  #revise(parameters: readonly WrittenParameter[]): void {
    const written = parameters.map(({ name, ...rest }) => ({ callerId: name, ...rest }));
    const { policies, rejected } = revisePolicies(this.#inForce ?? new Map(), written);
    this.#inForce = policies;
    for (const entry of rejected) this.#report(entry);
  }

  #report({ callerId, version, problem }: RejectedPolicy): void {
    const { path, telemetry } = this.#options;
    const isRepeated = this.#reported.note(callerId, version);
    const shown = isKeyLike(callerId) ? `${callerId.slice(0, 4)}…` : callerId;
    const parameterName = `${path}/${shown}`;
    telemetry.recordMappingProblem({
      kind: 'policy-rejected',
      parameterName,
      version,
      problem,
      isRepeated,
    });
  }
}
