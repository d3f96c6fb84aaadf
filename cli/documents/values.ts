import * as v from 'valibot';
import { SERVICE_TIERS } from '../../lambda/core/ids/service-tier';
import { members } from '../../lambda/core/settings/check-value';
import { DOUBT, PRICE, ROUTER, VERSION } from './mapping';

const TEXT = v.string();
const optional = v.optional;

/** A JSON value of one section, by who wrote it. */
const VALUE = members({
  /** An operation, the ID of a caller's key, or an empty text for prices. */
  entry: TEXT,
  /** Of a caller. */
  name: optional(TEXT),
  inForce: optional(v.picklist(['deploy', 'override'])),
  deploy: optional(VERSION),
  override: optional(VERSION),
});

/** The answer of `settings show`, `callers show` and `prices show`. */
export const VALUES = members({ router: ROUTER, section: TEXT, values: v.array(VALUE) });

const RATES = v.array(v.nullable(v.number()));

/** The answer of `prices check`: the operator's rows beside those of the catalog. */
export const PRICES_CHECK = members({
  router: ROUTER,
  rows: v.array(
    members({
      modelId: TEXT,
      serviceTier: v.picklist(SERVICE_TIERS),
      usdPerMillionTokens: RATES,
      catalogUsdPerMillionTokens: optional(RATES),
    }),
  ),
  doubts: v.array(DOUBT),
});

/** The answer of `models`. */
export const MODELS = members({
  router: ROUTER,
  catalogDate: TEXT,
  models: v.array(
    members({
      modelId: TEXT,
      serviceTier: TEXT,
      price: optional(PRICE),
      endOfLife: optional(TEXT),
      daysToEndOfLife: optional(v.number()),
    }),
  ),
});

export type ValuesDocument = v.InferOutput<typeof VALUES>;
export type PricesCheckDocument = v.InferOutput<typeof PRICES_CHECK>;
export type ModelsDocument = v.InferOutput<typeof MODELS>;
