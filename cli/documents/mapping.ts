import * as v from 'valibot';
import { members } from '../../lambda/core/settings/check-value';

/** The JSON documents of commands about the mapping. Only tests and `npm run schema` run these schemas. */

const TEXT = v.string();
const optional = v.optional;
const OWNER = v.picklist(['deploy', 'override']);

export const ROUTER = members({ prefix: TEXT, region: TEXT });

export const PRICE = members({
  inputUsdPerMillionTokens: v.number(),
  outputUsdPerMillionTokens: v.number(),
  /** Parts of the default tier's price: 0.5 on flex. */
  inputSavedShare: optional(v.number()),
  outputSavedShare: optional(v.number()),
});

export const DOUBT = members({ kind: TEXT, text: TEXT });

const CANDIDATE = members({
  modelId: TEXT,
  serviceTier: TEXT,
  connection: optional(TEXT),
  price: optional(PRICE),
  daysToEndOfLife: optional(v.number()),
});

/** A version in Parameter Store. */
export const VERSION = members({
  version: TEXT,
  owner: OWNER,
  value: TEXT,
  changedAt: optional(TEXT),
  changedBy: optional(TEXT),
  /** Why the router refuses the value. */
  problem: optional(TEXT),
});

const OPERATION = members({
  operation: TEXT,
  inForce: optional(OWNER),
  version: TEXT,
  route: v.array(CANDIDATE),
  deploy: optional(VERSION),
  override: optional(VERSION),
  hasSettings: v.boolean(),
  doubts: v.array(DOUBT),
});

export const TIERS = members({ router: ROUTER, operations: v.array(OPERATION) });

const OUTCOME = v.picklist(['dry-run', 'written', 'removed', 'absent', 'unchanged', 'conflict']);

/** The answer of `set`, `unset` and `rollback`, for every section. */
export const CHANGE = members({
  router: ROUTER,
  section: TEXT,
  entry: TEXT,
  outcome: OUTCOME,
  before: optional(TEXT),
  after: optional(TEXT),
  /** Of the override, after it was written. */
  version: optional(TEXT),
  inputChange: optional(v.number()),
  outputChange: optional(v.number()),
  priceBefore: optional(PRICE),
  priceAfter: optional(PRICE),
  doubts: v.array(DOUBT),
  /** Whether another operator wrote in between. */
  hasOverwritten: optional(v.boolean()),
  /** What another operator wrote, which is in force. */
  found: optional(VERSION),
});

export const HISTORY = members({
  router: ROUTER,
  section: TEXT,
  entry: TEXT,
  inForce: optional(TEXT),
  versions: v.array(VERSION),
});

export type TiersDocument = v.InferOutput<typeof TIERS>;
export type OperationDocument = v.InferOutput<typeof OPERATION>;
export type ChangeDocument = v.InferOutput<typeof CHANGE>;
export type HistoryDocument = v.InferOutput<typeof HISTORY>;
export type VersionDocument = v.InferOutput<typeof VERSION>;
export type PriceDocument = v.InferOutput<typeof PRICE>;
