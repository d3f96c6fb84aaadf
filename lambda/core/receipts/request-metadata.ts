import type { Plan } from '../routing/plan';
import { cleanMetadataText, type MetadataPair } from '../wire/metadata/metadata-text';
import type { RequestOrigin } from './request-origin';

/** What the router knows about a request besides its plan. */
export interface KnownRequest {
  /** The same as in the receipt. */
  readonly requestId: string;
  readonly origin: RequestOrigin;
}

/**
 * Composes what Bedrock's invocation logs show about a request: the caller's pairs, then the router's own. The most
 * important come first, because the last ones are left out if there is no room for all. Every attempt has the tier of the
 * plan's first call; Bedrock's request ID identifies the attempt.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
 */
export function composeRequestMetadata(
  plan: Plan,
  { requestId, origin }: KnownRequest,
): readonly MetadataPair[] {
  const own = [
    ['router-operation', plan.operation],
    ['router-requested-tier', plan.calls[0].candidate.tier],
    ['router-mapping-version', plan.mappingVersion],
    ['router-request-id', requestId],
    ['router-caller', plan.caller?.policy.name],
    ['claude-code-session-id', origin.sessionId],
    ['router-trace-id', origin.traceId],
  ] as const;
  const written = own.flatMap(([key, text]): MetadataPair[] =>
    text === undefined ? [] : [[key, cleanMetadataText(text)]],
  );
  return [...Object.entries(plan.metadata), ...written];
}
