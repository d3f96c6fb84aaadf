import { createInvokeWire, readOpaque } from './invoke';
import type { Wire } from './wire';

const INVOKE = createInvokeWire('count-tokens', { isStreaming: false });

/**
 * CountTokens: counts are the same on every tier, so a call names none, and it has no place for metadata. The body
 * wraps a request in Converse's format or in a family's, and passes as bytes.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CountTokens.html
 */
export const COUNT_TOKENS_WIRE: Wire = {
  ...INVOKE,
  takesTier: false,
  sharesBody: () => true,
  read: (request) => readOpaque(request, undefined),
  addMetadata: (request) => request,
  write: (request, { baseModelId }, catalog) =>
    INVOKE.write(request, { baseModelId, tier: 'default' }, catalog),
};
