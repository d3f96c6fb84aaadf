import type { Target } from '../routing/target';
import { cleanMetadataText, type MetadataPair } from '../wire/metadata/metadata-text';
import type { RequestOrigin } from './request-origin';

/** What the router knows about a request beside its target. */
export interface KnownRequest {
  /** The same as in the receipt. */
  readonly requestId: string;
  readonly origin: RequestOrigin;
}

/**
 * Composes the metadata for Bedrock's invocation logs: the caller's pairs, then the router's own. The most important come
 * first, because the last ones are left out when there is no room. The tier is the requested one on every attempt;
 * Bedrock's own request ID tells the attempts apart.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
 */
export function composeRequestMetadata(
  target: Target,
  { requestId, origin }: KnownRequest,
): readonly MetadataPair[] {
  const own = [
    ['router-operation', target.operation],
    ['router-requested-tier', target.requestedTier],
    ['router-mapping-version', target.mappingVersion],
    ['router-request-id', requestId],
    ['router-caller', target.caller?.policy.name],
    ['claude-code-session-id', origin.sessionId],
    ['router-trace-id', origin.traceId],
  ] as const;
  const known = own.flatMap(([key, text]): MetadataPair[] =>
    text === undefined ? [] : [[key, cleanMetadataText(text)]],
  );
  return [...Object.entries(target.metadata), ...known];
}
