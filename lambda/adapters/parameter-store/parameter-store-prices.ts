import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import type { MappingProblem, PriceSource } from '../../app/ports';
import { BUILT_IN_PRICES } from '../../core/pricing/built-in-prices';
import { parsePriceOverrides } from '../../core/pricing/parse-price-overrides';
import { overridePrices } from '../../core/pricing/price-overrides';
import type { Prices } from '../../core/pricing/prices';
import { AgingReading } from './aging-reading';
import { limitCall } from './limit-call';

export interface ParameterStorePricesOptions {
  readonly client: SSMClient;
  /** E.g. `/bedrock-tier-router/prices`. */
  readonly parameterName: string;
  readonly maxAgeMillis: number;
  readonly clock: () => number;
  /** Told of every reading that changed nothing because something was wrong. */
  readonly reportProblem: (problem: MappingProblem) => void;
}

/**
 * The built-in prices with those of an operator's parameter laid over them, kept for a maximum age.
 *
 * Nothing is wrong where the parameter does not exist: then the built-in prices hold. A bad value or a failed reading
 * leaves the last good prices in force.
 */
export class ParameterStorePrices implements PriceSource {
  readonly #options: ParameterStorePricesOptions;
  readonly #reading: AgingReading;
  #inForce: Prices = BUILT_IN_PRICES;
  #reportedVersion: string | undefined;

  constructor(options: ParameterStorePricesOptions) {
    this.#options = options;
    this.#reading = new AgingReading({
      read: (signal) => this.#read(signal),
      maxAgeMillis: options.maxAgeMillis,
      clock: options.clock,
    });
  }

  async ready(): Promise<void> {
    await this.#reading.ready();
  }

  /** The prices in force, at once: the built-in ones until a first reading succeeds. */
  current(): Prices {
    this.#reading.renewIfOld();
    return this.#inForce;
  }

  /** Resolves when no reading is under way, so that none is cut off by a frozen environment. */
  async settled(): Promise<void> {
    await this.#reading.settled();
  }

  async #read(signal: AbortSignal): Promise<number> {
    const { client, parameterName, reportProblem } = this.#options;
    try {
      const command = new GetParameterCommand({ Name: parameterName });
      const { Parameter: parameter } = await limitCall(signal, (abortSignal) =>
        client.send(command, { abortSignal }),
      );
      this.#revise(parameter?.Value ?? '', String(parameter?.Version ?? 0));
      return 1;
    } catch (cause) {
      const isMissing = cause instanceof ParameterNotFound;
      if (isMissing) this.#forget();
      else reportProblem({ kind: 'unreadable', parameterPath: parameterName, cause });
      return isMissing ? 1 : 0;
    }
  }

  /** A parameter that is made anew counts its versions from 1 again. */
  #forget(): void {
    this.#inForce = BUILT_IN_PRICES;
    this.#reportedVersion = undefined;
  }

  #revise(value: string, version: string): void {
    const parsed = parsePriceOverrides(value);
    if (parsed.kind === 'parsed') {
      this.#inForce = overridePrices(BUILT_IN_PRICES, parsed.overrides);
      return;
    }
    const { parameterName, reportProblem } = this.#options;
    const isRepeated = this.#reportedVersion === version;
    this.#reportedVersion = version;
    reportProblem({
      kind: 'prices-rejected',
      parameterName,
      version,
      problem: parsed.problem,
      isRepeated,
    });
  }
}
