import type { Caller } from '../../lambda/core/callers/policy';
import { BUILT_IN_CATALOG, type Catalog } from '../../lambda/core/catalog/catalog';
import { SERVICE_TIERS, type ServiceTier } from '../../lambda/core/ids/service-tier';
import { formatTieredModelId } from '../../lambda/core/ids/tiered-model-id';
import type { Prices } from '../../lambda/core/pricing/prices';
import type { Candidate } from '../../lambda/core/routing/candidate';
import type { Plan } from '../../lambda/core/routing/plan';
import { planRequest, type RouterRequest } from '../../lambda/core/routing/plan-request';
import { parseRoute } from '../../lambda/core/routing/route';
import type { OperationSettings } from '../../lambda/core/settings/operation/operation-settings';
import { US_EAST_PRICES } from '../lambda/core/catalog/compose-catalog';
import { composeMapping } from './fixed-snapshots';
import { request } from './request';

/** Models by the names that routes have in tests. */
const MODELS: Readonly<Record<string, string>> = {
  N: 'us.amazon.nova-2-lite-v1:0',
  G: 'global.amazon.nova-2-lite-v1:0',
  B: 'amazon.nova-2-lite-v1:0',
  L: 'us.amazon.nova-lite-v1:0',
  gemma: 'google.gemma-3-27b-it',
  claude: 'us.anthropic.claude-sonnet-4-6',
};

/** Writes `N:flex > gemma` as a route is written in Parameter Store; other model IDs stay as they are. */
export function route(text: string): string {
  return text.split(' > ').map(expand).join(',');
}

/** The candidates of `N:flex > gemma`. */
export function candidates(text: string): readonly Candidate[] {
  return parseRoute(route(text));
}

/** The candidate of `N:flex`. */
export function candidate(text: string): Candidate {
  return parseRoute(route(text))[0];
}

/** A candidate as tests write it: `N:flex`. */
export function shorten(each: Candidate): string {
  const id = formatTieredModelId(each);
  const [name, model] = Object.entries(MODELS).find(([, known]) => isOf(id, known)) ?? [];
  return name === undefined || model === undefined ? id : id.replace(model, name);
}

function isOf(id: string, model: string): boolean {
  return id === model || id.startsWith(`${model}:`) || id.startsWith(`${model}@`);
}

function expand(id: string): string {
  const [name = ''] = id.split(/[:@]/);
  const model = MODELS[name];
  return model === undefined ? id : id.replace(name, model);
}

export interface PlanOptions extends Omit<Partial<RouterRequest>, 'settings'> {
  readonly operation?: string;
  readonly tiers?: readonly ServiceTier[];
  readonly models?: readonly string[] | 'any';
  readonly caller?: Caller | undefined;
  readonly prices?: Prices;
  readonly catalog?: Catalog;
  /** Of the request's own operation. */
  readonly settings?: OperationSettings | 'unavailable';
  /** Milliseconds since 1970. */
  readonly now?: number;
  /** The random number, from 0 up to 1. */
  readonly chance?: number;
  /** Operation → route, beside that of the request's own. */
  readonly routes?: Readonly<Record<string, string>>;
}

/** The plan of a Converse call of extraction along a route: `plan('N:flex > N > gemma:flex')`. */
export function plan(text = 'N:flex', options: PlanOptions = {}): Plan {
  const { operation = 'extraction', tiers = SERVICE_TIERS, models = 'any', ...rest } = options;
  const { caller, routes = {}, settings, now = 0, chance = 0, ...others } = rest;
  const { prices = US_EAST_PRICES, catalog = BUILT_IN_CATALOG, ...changes } = others;
  const mapping = composeMapping(mapValues({ [operation]: text, ...routes }), '3');
  const destination = { kind: 'operation', name: operation } as const;
  return planRequest(request({ destination, ...changes }), {
    snapshot: { mapping, settings: new Map(settings && [[operation, settings]]), catalog, prices },
    bounds: { models, tiers, connections: ['eu', 'partner'] },
    caller,
    now: () => now,
    random: () => chance,
  });
}

function mapValues(routes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(routes).map(([name, text]) => [name, route(text)]));
}
