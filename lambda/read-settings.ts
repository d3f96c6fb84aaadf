import { ANY_MODEL, ENVIRONMENT } from './contract';
import type { AccessBounds } from './core/access-bounds';
import { parseJsonObject } from './core/reply-facts';
import { SERVICE_TIERS } from './core/service-tier';
import { DEPLOYED_VERSION, reviseTierMapping, type TierMapping } from './core/tier-mapping';

/** What the construct tells the function. */
export interface Settings {
  readonly parameterPrefix: string;
  readonly bounds: AccessBounds;
  readonly deployedMapping: TierMapping;
  readonly mappingMaxAgeMillis: number;
  readonly requestTimeoutMillis: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the function's environment.
 *
 * @throws Error naming the variable; the function then fails to start, which a deploy should show at once
 */
export function readSettings(environment: Environment): Settings {
  const bounds = readBounds(environment);
  return {
    parameterPrefix: requireVariable(environment, ENVIRONMENT.parameterPrefix),
    bounds,
    deployedMapping: readDeployedMapping(
      requireVariable(environment, ENVIRONMENT.deployedMapping),
      bounds,
    ),
    mappingMaxAgeMillis: readMillis(environment, ENVIRONMENT.mappingMaxAge),
    requestTimeoutMillis: readMillis(environment, ENVIRONMENT.requestTimeout),
  };
}

function readBounds(environment: Environment): AccessBounds {
  const models = requireVariable(environment, ENVIRONMENT.allowedModels);
  const tiers = requireVariable(environment, ENVIRONMENT.allowedTiers).split(',');
  return {
    models: models === ANY_MODEL ? 'any' : models.split(','),
    tiers: SERVICE_TIERS.filter((tier) => tiers.includes(tier)),
  };
}

function readDeployedMapping(text: string, bounds: AccessBounds): TierMapping {
  const written = parseJsonObject(text);
  if (written === undefined) throw new Error(`${ENVIRONMENT.deployedMapping} is no JSON object`);
  const entries = Object.entries(written).map(([operation, value]) => ({
    operation,
    value: String(value),
    version: DEPLOYED_VERSION,
  }));
  const { mapping, rejected } = reviseTierMapping(new Map(), entries, bounds);
  const [bad] = rejected;
  if (bad === undefined) return mapping;
  throw new Error(`${ENVIRONMENT.deployedMapping}, operation "${bad.operation}": ${bad.problem}`);
}

function readMillis(environment: Environment, name: string): number {
  const seconds = Number(requireVariable(environment, name));
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  throw new Error(`${name} is "${environment[name]}", not a number of seconds`);
}

function requireVariable(environment: Environment, name: string): string {
  const value = environment[name];
  if (value !== undefined && value !== '') return value;
  throw new Error(`${name} is not set`);
}
