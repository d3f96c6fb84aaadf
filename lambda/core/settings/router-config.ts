import * as v from 'valibot';
import { ANY_MODEL, ENVIRONMENT, serviceNameOf } from '../../contract';
import { CONNECTIONS, type Connections } from '../connections/connection';
import { SERVICE_TIERS, type ServiceTier } from '../ids/service-tier';
import { JOBS_CONFIG, type JobsConfig } from '../jobs/jobs-config';
import { isJsonObject } from '../json/json-object';
import type { AccessBounds } from '../routing/access-bounds';
import { DEPLOYED_VERSION, mappedRoutes, type TierMapping } from '../routing/tier-mapping';
import { listOf, members, oneOf, refuse, SERVICE_TIER } from './check-value';
import { type Environment, readVariable } from './read-variable';
import { TIMES } from './times';

const TEXT_RULE = refuse('a text that is not empty');
const TEXT = v.pipe(v.string(TEXT_RULE), v.nonEmpty(TEXT_RULE));
/** A timer of Node.js takes 2,147,483,647 milliseconds at most, and ends at once if it is given more. */
const LONGEST_TIMER_SECONDS = 2_147_483;
const SECONDS_RULE = refuse(`a number of seconds from 0 to ${LONGEST_TIMER_SECONDS}`);
const SECONDS = v.pipe(
  v.number(SECONDS_RULE),
  v.finite(SECONDS_RULE),
  v.minValue(0, SECONDS_RULE),
  v.maxValue(LONGEST_TIMER_SECONDS, SECONDS_RULE),
);
const OPTIONAL_SECONDS = v.optional(SECONDS);

type Routes = Readonly<Record<string, string>>;

const CONFIG = members({
  /** E.g. `/bedrock-tier-router`. */
  parameterPrefix: TEXT,
  /** The ID of the stack that owns the prefix, as its parameter `owner` has it. Without it, the owner is not checked. */
  owner: v.optional(TEXT),
  /** The mapping of the deploy: operation → route text. */
  operations: v.custom<Routes>(isRoutes, refuse('a JSON object from operation to route')),
  /** The operations for which the deploy wrote settings. Their values may be too long for the environment. */
  operationsWithSettings: v.optional(
    v.array(TEXT, refuse('a list of operation names, with "direct" for calls by model ID')),
  ),
  /** Base model IDs and ARNs, or {@link ANY_MODEL} alone. */
  allowedModels: listOf(TEXT, 'a list of model IDs and ARNs'),
  allowedTiers: listOf(SERVICE_TIER, `a list of the service tiers ${SERVICE_TIERS.join(', ')}`),
  /** How long values that were read from Parameter Store count as fresh. */
  mappingMaxAgeSeconds: SECONDS,
  requestTimeoutSeconds: SECONDS,
  /** How long a call may be silent, by the requested tier. */
  firstByteTimeoutsSeconds: v.optional(
    members({
      priority: OPTIONAL_SECONDS,
      default: OPTIONAL_SECONDS,
      flex: OPTIONAL_SECONDS,
      reserved: OPTIONAL_SECONDS,
      ultrafast: OPTIONAL_SECONDS,
    }),
    {},
  ),
  /** Whether calls carry the router's request metadata. */
  requestMetadata: v.optional(v.boolean(refuse('true or false')), true),
  /** `keys`: every request needs a caller with a policy, named by an API key. */
  authorization: v.optional(oneOf(['keys'])),
  /** The DynamoDB table with the callers' budgets; without it no caller has one. */
  budgetTable: v.optional(TEXT),
  /** The DynamoDB table with cached replies; without it no settings may name a cache. */
  replyCacheTable: v.optional(TEXT),
  /** Other Regions, accounts and endpoints by name; none by default. */
  connections: v.optional(CONNECTIONS, {}),
  /** Jobs; without it, there are none. */
  jobs: v.optional(JOBS_CONFIG),
});

/** The configuration of a function that routes, as it is written. */
export type WrittenRouterConfig = v.InferInput<typeof CONFIG>;

/** The configuration of a function that routes, as it is used. */
export interface RouterConfig {
  readonly parameterPrefix: string;
  /** The ID of the stack; undefined if it is not known. */
  readonly owner: string | undefined;
  /** The Region of the deployment, which Lambda sets. */
  readonly region: string | undefined;
  readonly bounds: AccessBounds;
  readonly deployedMapping: TierMapping;
  readonly operationsWithSettings: readonly string[] | undefined;
  readonly mappingMaxAgeMillis: number;
  readonly requestTimeoutMillis: number;
  readonly firstByteMillis: Readonly<Record<ServiceTier, number>>;
  /** Undefined when no caller has a budget. */
  readonly budgetTable: string | undefined;
  /** Undefined when the deployment allows no cached replies. */
  readonly replyCacheTable: string | undefined;
  /** Whether every request needs a caller with a policy. */
  readonly hasCallers: boolean;
  readonly stampsMetadata: boolean;
  readonly connections: Connections;
  /** Undefined when the deployment has no jobs. */
  readonly jobs: JobsConfig | undefined;
}

/**
 * Writes the environment variables of a function that routes.
 *
 * @param stringify writes JSON in which CDK tokens stay whole; `JSON.stringify` when there are none
 */
export function writeRouterEnvironment(
  config: WrittenRouterConfig,
  stringify: (value: object) => string = JSON.stringify,
): { [name: string]: string } {
  return {
    [ENVIRONMENT.routerConfig]: stringify(config),
    [ENVIRONMENT.serviceName]: serviceNameOf(config.parameterPrefix),
  };
}

/**
 * Reads the environment of a function that routes.
 *
 * @throws Error naming the member; the function then fails to start
 */
export function readRouterConfig(environment: Environment): RouterConfig {
  const config = readVariable(CONFIG, ENVIRONMENT.routerConfig, environment);
  const bounds = readBounds(config);
  const hasCallers = config.authorization === 'keys';
  if (hasCallers && config.budgetTable === undefined) {
    throw refuseMember('budgetTable is undefined, not the name of a table, which callers need');
  }
  return {
    parameterPrefix: config.parameterPrefix,
    owner: config.owner,
    region: environment[ENVIRONMENT.region],
    bounds,
    deployedMapping: readDeployedMapping(config.operations, bounds),
    operationsWithSettings: config.operationsWithSettings,
    mappingMaxAgeMillis: config.mappingMaxAgeSeconds * 1000,
    requestTimeoutMillis: config.requestTimeoutSeconds * 1000,
    firstByteMillis: readFirstByteMillis(config.firstByteTimeoutsSeconds),
    budgetTable: config.budgetTable,
    replyCacheTable: config.replyCacheTable,
    hasCallers,
    stampsMetadata: config.requestMetadata,
    connections: config.connections,
    jobs: config.jobs,
  };
}

function readBounds({
  allowedModels: models,
  allowedTiers: tiers,
  connections,
  replyCacheTable,
}: v.InferOutput<typeof CONFIG>): AccessBounds {
  return {
    models: models.length === 1 && models[0] === ANY_MODEL ? 'any' : models,
    tiers: SERVICE_TIERS.filter((tier) => tiers.includes(tier)),
    connections: Object.keys(connections),
    hasReplyCache: replyCacheTable !== undefined,
  };
}

function readDeployedMapping(operations: Routes, bounds: AccessBounds): TierMapping {
  const { parse } = mappedRoutes(bounds);
  const entries = Object.entries(operations).map(([operation, value]) => {
    const parsed = parse({ name: operation, value, version: DEPLOYED_VERSION }, operation);
    if (parsed.kind === 'rejected') {
      throw refuseMember(`operations.${operation}: ${parsed.problem}`);
    }
    return [operation, parsed.value] as const;
  });
  return new Map(entries);
}

function readFirstByteMillis(
  written: Partial<Record<ServiceTier, number | undefined>>,
): Readonly<Record<ServiceTier, number>> {
  const millisOf = (tier: ServiceTier) => (written[tier] ?? TIMES.firstByteSeconds[tier]) * 1000;
  return {
    priority: millisOf('priority'),
    default: millisOf('default'),
    flex: millisOf('flex'),
    reserved: millisOf('reserved'),
    ultrafast: millisOf('ultrafast'),
  };
}

function refuseMember(problem: string): Error {
  return new Error(`${ENVIRONMENT.routerConfig}: ${problem}`);
}

function isRoutes(value: unknown): boolean {
  return isJsonObject(value) && Object.values(value).every((route) => typeof route === 'string');
}
