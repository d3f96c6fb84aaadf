import * as v from 'valibot';
import { SERVICE_TIERS } from '../../lambda/core/ids/service-tier';
import { members } from '../../lambda/core/settings/check-value';

const TEXT = v.string();
const optional = v.optional;
const TIER = v.picklist(SERVICE_TIERS);

/** The answer of `report`. Each row has a member for each grouping, and the figures of the total. */
export const REPORT = members({
  from: v.nullable(TEXT),
  to: v.nullable(TEXT),
  rows: v.array(v.looseObject({})),
  total: v.looseObject({}),
  leftOut: members({
    unroutedRequests: v.number(),
    unreadableLines: v.number(),
    untimedRequests: v.number(),
  }),
});

const DIFFERENCE = members({
  value: v.number(),
  /** The bounds of a 95 % interval. */
  low: v.number(),
  high: v.number(),
});

const SIDE = members({
  serviceTier: TIER,
  calls: v.number(),
  /** Calls that another tier has served. */
  servedByOthers: v.number(),
  /** Calls whose cost is known. */
  pricedCalls: v.number(),
  models: v.array(TEXT),
  p50Millis: optional(v.number()),
  p95Millis: optional(v.number()),
  usdPerCall: optional(v.number()),
  /** Whether there are more calls than were read. */
  isCut: v.boolean(),
});

/** The answer of `report --compare`. A difference is that of the first tier to the second. */
export const COMPARISON = members({
  operation: TEXT,
  from: optional(TEXT),
  to: optional(TEXT),
  tiers: v.array(SIDE),
  p50Millis: optional(DIFFERENCE),
  p95Millis: optional(DIFFERENCE),
  usdPerCall: optional(DIFFERENCE),
});

export type ComparisonDocument = v.InferOutput<typeof COMPARISON>;
export type ComparedSide = v.InferOutput<typeof SIDE>;
export type DifferenceDocument = v.InferOutput<typeof DIFFERENCE>;
