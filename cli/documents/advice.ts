import * as v from 'valibot';
import { SERVICE_TIERS } from '../../lambda/core/ids/service-tier';
import { members } from '../../lambda/core/settings/check-value';
import { ROUTER } from './mapping';

const TEXT = v.string();
const optional = v.optional;

const TIER = members({
  serviceTier: v.picklist(SERVICE_TIERS),
  /** Calls that asked for the tier. */
  calls: v.number(),
  p95Millis: optional(v.number()),
  /** What all calls would have cost on the tier. */
  usd: optional(v.number()),
  /** Part of what they have cost: -0.5 is half. */
  change: optional(v.number()),
  support: v.picklist(['supported', 'unknown']),
});

/** The calls of one operation to one model. */
const ADVISED = members({
  operation: TEXT,
  modelId: TEXT,
  calls: v.number(),
  /** Calls that have no price, or did not report what they used. They are in no sum. */
  uncountedCalls: v.number(),
  /** What the others have cost. */
  usd: optional(v.number()),
  tiers: v.array(TIER),
});

/** The answer of `advise`. */
export const ADVICE = members({
  router: ROUTER,
  from: TEXT,
  to: TEXT,
  operations: v.array(ADVISED),
});

export type AdviceDocument = v.InferOutput<typeof ADVICE>;
export type AdvisedOperation = v.InferOutput<typeof ADVISED>;
