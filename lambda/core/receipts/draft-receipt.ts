import { RouterError } from '../errors/router-error';
import { type Destination, findOperation } from '../routing/destination';
import type { TierMapping } from '../routing/tier-mapping';
import type { BedrockAction } from '../wire/bedrock-action';
import type { Headers } from '../wire/forwarded-headers';
import { readCallerMetadata } from '../wire/metadata/caller-metadata';
import type { MetadataPairs } from '../wire/metadata/metadata-text';
import type { DraftReceipt } from './receipt';

export interface DraftSource {
  readonly headers: Headers;
  /** These two are undefined if the request addresses no call of Bedrock. */
  readonly action?: BedrockAction;
  readonly destination?: Destination;
}

/**
 * Collects what can be said about a request that is refused before it is planned. A text that only its caller has written
 * is left out, such as the name of an operation that is not mapped.
 *
 * @param mapping undefined if it could not be read
 * @param caller the name in the policy
 */
export function draftReceipt(
  { headers, action, destination }: DraftSource,
  mapping: TierMapping | undefined,
  caller: string | undefined,
): DraftReceipt {
  const operation = mapping && destination && findOperation(destination, mapping);
  return { action, operation, caller, metadata: findMetadata(headers) };
}

function findMetadata(headers: Headers): MetadataPairs | undefined {
  try {
    return readCallerMetadata(headers);
  } catch (error) {
    if (error instanceof RouterError) return undefined;
    throw error;
  }
}
