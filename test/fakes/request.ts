import type { RouterRequest } from '../../lambda/core/routing/plan-request';
import type { BedrockAction } from '../../lambda/core/wire/bedrock-action';
import { findWire } from '../../lambda/core/wire/find-wire';
import type { WireRequest } from '../../lambda/core/wire/wire';

/** A Converse call of extraction, with whatever a test wants otherwise. */
export function request(changes: Partial<RouterRequest> = {}): RouterRequest {
  return {
    action: 'converse',
    destination: { kind: 'operation', name: 'extraction' },
    headers: {},
    callerId: undefined,
    body: '{"messages":[]}',
    ...changes,
  };
}

/** A request without headers, as the wire of its action reads it. */
export function readRequest(
  body: string | Uint8Array = '{"messages":[]}',
  action: BedrockAction = 'converse',
): WireRequest {
  return findWire(action).read({ headers: {}, body });
}
