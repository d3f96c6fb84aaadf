import { ANY_MODEL, ENVIRONMENT, KEYED_CALLERS, NO_REQUEST_METADATA } from '../../contract';
import { requireServiceTier, SERVICE_TIERS, type ServiceTier } from '../../core/ids/service-tier';
import { isJsonObject, type JsonObject } from '../../core/json/json-object';
import type { AccessBounds } from '../../core/routing/access-bounds';
import {
  DEPLOYED_VERSION,
  reviseTierMapping,
  type TierMapping,
} from '../../core/routing/tier-mapping';

/** What the construct tells the function. */
export interface Settings {
  readonly parameterPrefix: string;
  readonly bounds: AccessBounds;
  readonly deployedMapping: TierMapping;
  readonly mappingMaxAgeMillis: number;
  readonly requestTimeoutMillis: number;
  readonly firstByteMillis: Readonly<Record<ServiceTier, number>>;
  /** Undefined where no caller has a budget. */
  readonly budgetTable: string | undefined;
  /** Whether every request needs a caller with a policy. */
  readonly hasCallers: boolean;
  readonly stampsMetadata: boolean;
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
    firstByteMillis: readFirstByteMillis(environment[ENVIRONMENT.firstByteTimeouts] ?? ''),
    ...readCallers(environment),
    stampsMetadata: readStamping(environment[ENVIRONMENT.requestMetadata]),
  };
}

/** A word that is not known must not open what another version would close; nor may budgets go unnoticed. */
function readCallers(environment: Environment): Pick<Settings, 'hasCallers' | 'budgetTable'> {
  const word = environment[ENVIRONMENT.callers] ?? '';
  const budgetTable = environment[ENVIRONMENT.budgetTable] || undefined;
  if (word === '') return { hasCallers: false, budgetTable };
  if (word === KEYED_CALLERS) {
    return { hasCallers: true, budgetTable: requireVariable(environment, ENVIRONMENT.budgetTable) };
  }
  throw new Error(`${ENVIRONMENT.callers} is "${word}"; it may be ${KEYED_CALLERS} or left out`);
}

/**
 * A reply that is not streamed sends its first byte when it is complete, so these are far beyond what an answer takes:
 * asking again a model that still works is paid twice.
 */
const FIRST_BYTE_MILLIS = { priority: 120_000, default: 180_000, flex: 240_000, reserved: 120_000 };

function readFirstByteMillis(text: string): Readonly<Record<ServiceTier, number>> {
  const millis: Record<ServiceTier, number> = { ...FIRST_BYTE_MILLIS };
  for (const pair of text.split(',').filter((part) => part !== '')) {
    const [word = '', seconds = ''] = pair.split('=');
    const tier = requireServiceTier(word, ENVIRONMENT.firstByteTimeouts);
    if (!/^\d+(\.\d+)?$/.test(seconds)) {
      throw new Error(`${ENVIRONMENT.firstByteTimeouts} has "${pair}"; write <tier>=<seconds>`);
    }
    millis[tier] = Number(seconds) * 1000;
  }
  return millis;
}

function readStamping(word: string | undefined): boolean {
  if (word === undefined || word === NO_REQUEST_METADATA) return word === undefined;
  throw new Error(`${ENVIRONMENT.requestMetadata} is "${word}", not "${NO_REQUEST_METADATA}"`);
}

function readBounds(environment: Environment): AccessBounds {
  const models = requireVariable(environment, ENVIRONMENT.allowedModels);
  const tiers = requireVariable(environment, ENVIRONMENT.allowedTiers)
    .split(',')
    .map((word) => requireServiceTier(word, ENVIRONMENT.allowedTiers));
  return {
    models: models === ANY_MODEL ? 'any' : models.split(','),
    tiers: SERVICE_TIERS.filter((tier) => tiers.includes(tier)),
  };
}

function readDeployedMapping(text: string, bounds: AccessBounds): TierMapping {
  const entries = Object.entries(parseDeployedMapping(text)).map(([operation, value]) => {
    if (typeof value !== 'string') throw refuseOperation(operation, 'its route is no string');
    return { operation, value, version: DEPLOYED_VERSION };
  });
  const { mapping, rejected } = reviseTierMapping(new Map(), entries, bounds);
  const [bad] = rejected;
  if (bad === undefined) return mapping;
  throw refuseOperation(bad.operation, bad.problem);
}

function refuseOperation(operation: string, problem: string): Error {
  return new Error(`${ENVIRONMENT.deployedMapping}, operation "${operation}": ${problem}`);
}

function parseDeployedMapping(text: string): JsonObject {
  try {
    const written: unknown = JSON.parse(text);
    if (isJsonObject(written)) return written;
  } catch {
    // The parser's message names no variable.
  }
  throw new Error(`${ENVIRONMENT.deployedMapping} is no JSON object`);
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
