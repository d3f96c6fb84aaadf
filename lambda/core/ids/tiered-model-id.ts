import { RouterError } from '../errors/router-error';
import {
  readServiceTier,
  SERVICE_TIER_WORDS,
  SERVICE_TIERS,
  type ServiceTier,
} from './service-tier';

/** A Bedrock model or inference profile, the service tier to ask of it, and the connection to call it through. */
export interface TieredModelId {
  /** What Bedrock knows: a model ID, an inference profile ID or an ARN, without a tier. */
  readonly baseModelId: string;
  readonly tier: ServiceTier;
  /** The name of a connection that the deploy declares; undefined for the router's own account, Region and endpoint. */
  readonly connection?: string | undefined;
}

export const CONNECTION_NAME_RULE =
  'a lower-case letter, then at most 31 of them, digits and "-", and not "constructor"';
const CONNECTION_NAME = /^[a-z][a-z0-9-]{0,31}$/;

export function isConnectionName(text: string): boolean {
  return CONNECTION_NAME.test(text) && text !== 'constructor';
}

const LONGEST_MODEL_ID = 2048;
const LONGEST_QUOTE = 256;
const NO_ID_CHARACTER = /[^A-Za-z0-9._:/-]/;
/** URLs resolve `.` and `..` to other paths, and percent-encoding does not change dots. */
const STRAY_PART = /(^|\/)\.{0,2}(\/|$)/;
const TIER_ALONE = new RegExp(`^[:_-]?(${SERVICE_TIER_WORDS.join('|')})$`, 'i');
const TIER_AFTER_WRONG_SEPARATOR = new RegExp(`[-_](${SERVICE_TIER_WORDS.join('|')})$`, 'i');

/** `:0`, `:12` are versions; `:24k`, `:300k`, `:1m`, `:mm` are context variants of the same model. */
const VERSION_OR_CONTEXT_VARIANT = /^(\d+[km]?|mm|draft)$/i;
const TIER_BEFORE_VARIANT = new RegExp(
  `:(${SERVICE_TIER_WORDS.join('|')})((?::(?:\\d+[km]|mm))+)$`,
);

/**
 * Splits a tier suffix off a model ID. Only a known tier is a suffix, after the last colon or before the context variant.
 *
 * | text                                  | base model                     | tier      |
 * |---------------------------------------|--------------------------------|-----------|
 * | `us.amazon.nova-2-lite-v1:0`          | same                           | `default` |
 * | `us.amazon.nova-2-lite-v1:0:flex`     | `us.amazon.nova-2-lite-v1:0`   | `flex`    |
 * | `google.gemma-3-27b-it:flex`          | `google.gemma-3-27b-it`        | `flex`    |
 * | `amazon.nova-lite-v1:0:300k`          | same                           | `default` |
 * | `amazon.nova-lite-v1:0:flex:300k`     | `amazon.nova-lite-v1:0:300k`   | `flex`    |
 * | `us.amazon.nova-2-lite-v1:0:standard` | `us.amazon.nova-2-lite-v1:0`   | `default` |
 * | `us.amazon.nova-2-lite-v1:0:FLEX`     | refused: did you mean `…:flex` | –         |
 *
 * A connection stands last, after `@`: `us.amazon.nova-2-lite-v1:0:flex@frankfurt`.
 *
 * @throws RouterError `invalid-model-id`, saying what was probably meant
 */
export function parseTieredModelId(text: string): TieredModelId {
  const at = text.lastIndexOf('@');
  if (at < 0) return parseModelAndTier(text);
  const connection = text.slice(at + 1);
  const [name = '', tier = ''] = connection.split(':');
  if (isConnectionName(name) && readServiceTier(tier) !== undefined) {
    const intended = `${text.slice(0, at)}:${tier}@${name}`;
    throw refuse(text, `a connection stands last: "${shorten(intended)}"`);
  }
  if (!isConnectionName(connection)) {
    throw refuse(text, `the name of a connection is ${CONNECTION_NAME_RULE}`);
  }
  return { ...parseModelAndTier(text.slice(0, at)), connection };
}

function parseModelAndTier(text: string): TieredModelId {
  if (TIER_ALONE.test(text)) throw refuse(text, 'it names a tier but no model');
  const tierLast = text.replace(TIER_BEFORE_VARIANT, '$2:$1');
  const lastColon = tierLast.lastIndexOf(':');
  const tier = readServiceTier(tierLast.slice(lastColon + 1));
  if (tier === undefined) return { baseModelId: requireBaseModelId(text, text), tier: 'default' };
  return { baseModelId: requireBaseModelId(tierLast.slice(0, lastColon), text), tier };
}

/** Writes the shortest form: `default` is the absence of a suffix. */
export function formatTieredModelId({ baseModelId, tier, connection }: TieredModelId): string {
  const tiered = tier === 'default' ? baseModelId : `${baseModelId}:${tier}`;
  return connection === undefined ? tiered : `${tiered}@${connection}`;
}

function requireBaseModelId(base: string, text: string): string {
  if (base === '') throw refuse(text, 'it is empty');
  if (base.startsWith(':')) throw refuse(text, 'it names no model');
  if (base.length > LONGEST_MODEL_ID) {
    throw refuse(text, `it is longer than ${LONGEST_MODEL_ID} characters`);
  }
  const stray = NO_ID_CHARACTER.exec(base)?.[0];
  if (stray !== undefined) throw refuse(text, `no model ID contains ${JSON.stringify(stray)}`);
  if (STRAY_PART.test(base)) throw refuse(text, 'no part of a model ID is empty, "." or ".."');
  refuseMisspelledTier(base, text);
  return base;
}

/** Refuses an ID that ends in a misspelled tier, because Bedrock would receive it as part of the ID. */
function refuseMisspelledTier(base: string, text: string): void {
  const [, ...suffixes] = base.split(':');
  const misspelled = suffixes.find((part) => readServiceTier(part.toLowerCase()) !== undefined);
  if (misspelled !== undefined) {
    if (base !== text) throw refuse(text, 'it names two tiers');
    const intended = `${base.replace(`:${misspelled}`, '')}:${readServiceTier(misspelled.toLowerCase())}`;
    const rule = base.endsWith(`:${misspelled}`)
      ? 'tiers are written in lower case'
      : 'a tier stands last';
    throw refuse(text, `${rule}: "${shorten(intended)}"`);
  }
  const lastPart = base.slice(base.lastIndexOf(':') + 1);
  if (base.startsWith('arn:') && lastPart.includes('/')) return;
  const wrongSeparator = TIER_AFTER_WRONG_SEPARATOR.exec(base);
  if (wrongSeparator?.[1] !== undefined) {
    const model = base.slice(0, wrongSeparator.index);
    const intendedId = `${model}:${wrongSeparator[1].toLowerCase()}`;
    throw refuse(text, `a tier follows a colon: "${shorten(intendedId)}"`);
  }
  if (lastPart !== base && !VERSION_OR_CONTEXT_VARIANT.test(lastPart)) {
    throw refuse(
      text,
      `"${shorten(lastPart)}" is neither a version nor one of the tiers ${SERVICE_TIERS.join(', ')}`,
    );
  }
}

function refuse(text: string, reason: string): RouterError {
  return new RouterError(
    'invalid-model-id',
    `"${shorten(text)}" is not a tiered model ID: ${reason}`,
  );
}

/** Shortens a text that is longer than usual IDs to its two ends, so that messages stay readable. */
function shorten(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, 40)}…${text.slice(-40)}` : text;
}
