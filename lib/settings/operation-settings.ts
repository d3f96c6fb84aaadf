import type { Duration } from 'aws-cdk-lib';
import { isJsonObject } from '../../lambda/core/json/json-object';
import { TieredModel } from '../mapping/tiered-model';
import type {
  OperationSettingsOptions,
  ReplyCacheSettings,
  TimeoutSettings,
} from './operation-settings-options';
import type { ConditionalRoute, SplitVariant } from './routed-settings';

/**
 * What holds for an operation besides its route: splits, conditions, defaults, caching, guardrails, retries, timeouts
 * and jobs.
 *
 * @example
 * const router = new BedrockTierRouter(this, 'Router', {
 *   settings: {
 *     extraction: OperationSettings.of({ retry: { attempts: 3 } }),
 *     assessment: OperationSettings.fromObject({ defaults: { inferenceConfig: { maxTokens: 2048 } } }),
 *   },
 * });
 */
export class OperationSettings {
  /** Creates settings from options with the types of the CDK. */
  static of(options: OperationSettingsOptions): OperationSettings {
    return new OperationSettings(writeOptions(options), [
      ...(options.when ?? []).flatMap(({ route }) => route),
      ...(options.split ?? []).flatMap(({ route }) => route),
    ]);
  }

  /**
   * Creates settings from the value of their parameter, e.g. from a JSON file. The package's
   * `docs/operation-settings.schema.json` describes it.
   */
  static fromObject(value: { [member: string]: unknown }): OperationSettings {
    return new OperationSettings(value);
  }

  private constructor(
    /**
     * The value of the parameter.
     *
     * @internal
     */
    readonly _value: { [member: string]: unknown },
    private readonly models?: TieredModel[],
  ) {}

  /**
   * The models of all routes in the value, which is valid.
   *
   * @internal
   */
  _listModels(): readonly TieredModel[] {
    const { when, split } = this._value;
    return this.models ?? [when, split].flatMap(readModels);
  }
}

function readModels(routed: unknown): readonly TieredModel[] {
  if (!Array.isArray(routed)) return [];
  return routed.flatMap((each) => {
    const route = isJsonObject(each) ? String(each['route']) : '';
    return route.split(',').map((text) => TieredModel.fromText(text.trim()));
  });
}

function writeOptions(options: OperationSettingsOptions): { [member: string]: unknown } {
  const { split, when, cache, timeouts } = options;
  return {
    ...options,
    split: split?.map(writeVariant),
    when: when?.map(writeCondition),
    cache: cache && writeCache(cache),
    timeouts: timeouts && writeTimeouts(timeouts),
  };
}

function writeVariant({ route, ...variant }: SplitVariant): object {
  return { ...variant, route: route.join(',') };
}

function writeCondition({ route, ...condition }: ConditionalRoute): object {
  return { if: condition, route: route.join(',') };
}

function writeCache({ maxAge, scope }: ReplyCacheSettings): object {
  return { mode: 'simple', maxAgeSeconds: maxAge.toSeconds(), scope };
}

function writeTimeouts({ firstByte, idle, whole }: TimeoutSettings): object {
  return {
    firstByteSeconds: toSeconds(firstByte),
    idleSeconds: toSeconds(idle),
    wholeSeconds: toSeconds(whole),
  };
}

/** The function takes parts of a second, too. */
function toSeconds(duration: Duration | undefined): number | undefined {
  return duration?.toSeconds({ integral: false });
}
