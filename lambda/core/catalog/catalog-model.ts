import * as v from 'valibot';
import { jsonObject, listOf, members, oneOf, refuse } from '../settings/check-value';

const TEXT = v.pipe(v.string(refuse('a text')), v.nonEmpty(refuse('a text that is not empty')));
const TEXTS = v.array(TEXT, refuse('a list of texts'));
const FLAG = v.boolean(refuse('true or false'));
const COUNT_RULE = refuse('a whole number from 1');
const COUNT = v.pipe(v.number(COUNT_RULE), v.safeInteger(COUNT_RULE), v.minValue(1, COUNT_RULE));
const DATE_RULE = refuse('a date such as 2026-11-28');
const DATE = v.pipe(v.string(DATE_RULE), v.isoDate(DATE_RULE));

const HIGHEST_RATE = 1_000;
const RATE_RULE = refuse(`USD per million tokens, from 0 to ${HIGHEST_RATE}, or null if unknown`);
const RATE = v.nullable(
  v.pipe(v.number(RATE_RULE), v.minValue(0, RATE_RULE), v.maxValue(HIGHEST_RATE, RATE_RULE)),
);
const RATES_RULE = refuse(
  'a list of [input, output, cacheRead, cacheWrite, cacheWriteOneHour], of which the last three may be left out',
);

/**
 * USD per million tokens: input, output, cache read, cache write with the model's usual lifetime, cache write with a lifetime
 * of one hour. A rate that is null or left out is unknown, which is not 0.
 */
const RATES = v.pipe(
  v.array(RATE, RATES_RULE),
  v.minLength(2, RATES_RULE),
  v.maxLength(5, RATES_RULE),
);

/** Tier → its rates. A tier without rates costs the default tier's rates times the catalog's multiplier. */
const RATES_BY_TIER = v.pipe(jsonObject(), v.record(TEXT, RATES));

/** In the profiles of a price: the model's plain ID, which the Region that is called serves. */
export const IN_REGION = 'in-region';

export const PRICE_MEMBERS = {
  /** The profiles that have the price: `global`, geographies, and {@link IN_REGION}. */
  profiles: listOf(TEXT, 'a list of profiles'),
  /** The Regions that are called. If left out, the price holds in every Region. */
  regions: v.exactOptional(TEXTS),
  rates: RATES_BY_TIER,
  /** The rates of the whole request if its prompt, including cached tokens, is longer; in ascending order. */
  above: v.exactOptional(
    v.array(members({ promptTokens: COUNT, rates: RATES_BY_TIER }), refuse('a list of bands')),
  ),
} as const;

const PRICE = members(PRICE_MEMBERS);

export const MODALITIES = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'speech',
  'embedding',
] as const;
export type Modality = (typeof MODALITIES)[number];

/** The facts of a model. Every fact may be left out, which means that it is not known. */
export const MODEL_FACTS = {
  vendor: v.exactOptional(TEXT),
  /** Models that can replace each other share it: `claude-sonnet`, `nova-lite`. */
  family: v.exactOptional(TEXT),
  /** Suffixes of the ID that choose a context window: `300k` for `amazon.nova-lite-v1:0:300k`. */
  contextVariants: v.exactOptional(TEXTS),
  input: v.exactOptional(v.array(oneOf(MODALITIES), refuse('a list of modalities'))),
  output: v.exactOptional(v.array(oneOf(MODALITIES), refuse('a list of modalities'))),
  contextTokens: v.exactOptional(COUNT),
  outputTokens: v.exactOptional(COUNT),
  /** The tiers that the model takes, `default` included. Any model may have a reservation. */
  tiers: v.exactOptional(TEXTS),
  /** The inference profiles: `global` and geographies. */
  profiles: v.exactOptional(TEXTS),
  /** The Regions that serve the plain ID. */
  regions: v.exactOptional(TEXTS),
  lifecycle: v.exactOptional(
    members({
      /** The day on which the model becomes Legacy. */
      legacy: v.exactOptional(DATE),
      /** The day from which extended access is billed. */
      extendedAccess: v.exactOptional(DATE),
      /** The day on which Bedrock stops serving the model. */
      endOfLife: v.exactOptional(DATE),
      /** Bedrock has stopped serving the model, on a day that is not known. */
      ended: v.exactOptional(v.literal(true, refuse('true'))),
    }),
  ),
  /** The shape of the model's own body, which the invoke actions take. */
  invokeBody: v.exactOptional(
    oneOf(['anthropic', 'nova', 'titan', 'llama', 'mistral', 'cohere', 'ai21', 'openai', 'other']),
  ),
  /** Whether Bedrock's runtime answers for the model on an API. */
  wires: v.exactOptional(
    members({
      converse: v.exactOptional(FLAG),
      invoke: v.exactOptional(FLAG),
      'chat-completions': v.exactOptional(FLAG),
      responses: v.exactOptional(FLAG),
    }),
  ),
  countTokens: v.exactOptional(FLAG),
  promptCaching: v.exactOptional(
    members({
      supported: FLAG,
      /** The least tokens of a prefix that is cached. */
      leastTokens: v.exactOptional(COUNT),
      lifetimes: v.exactOptional(
        v.array(oneOf(['5m', '30m', '1h']), refuse('a list of lifetimes')),
      ),
    }),
  ),
  /** Whether the model takes media by S3 link. */
  s3Media: v.exactOptional(FLAG),
  /** `any`: temperature and topP together; `one`: one of them; `none`: neither. */
  sampling: v.exactOptional(oneOf(['any', 'one', 'none'])),
  /** Where `additionalModelRequestFields` take topK; `none` if the model takes none. */
  topK: v.exactOptional(oneOf(['top_k', 'inferenceConfig.topK', 'none'])),
  thinking: v.exactOptional(FLAG),
  /**
   * How `additionalModelRequestFields` ask for thinking. `budget`: a number of tokens; `adaptive`: the model decides how
   * much; `effort`: a word.
   */
  thinkingForm: v.exactOptional(oneOf(['budget', 'adaptive', 'effort'])),
  guardrails: v.exactOptional(FLAG),
  prices: v.exactOptional(v.array(PRICE, refuse('a list of prices'))),
} as const;

/** A model without a profile prefix. */
export const MODEL = members({ id: TEXT, ...MODEL_FACTS });

export const MULTIPLIERS = members({
  flex: v.pipe(v.number(), v.gtValue(0), v.maxValue(10)),
  priority: v.pipe(v.number(), v.gtValue(0), v.maxValue(10)),
});

export type CatalogModel = v.InferOutput<typeof MODEL>;
export type CatalogPrice = v.InferOutput<typeof PRICE>;
export type Rates = v.InferOutput<typeof RATES>;
