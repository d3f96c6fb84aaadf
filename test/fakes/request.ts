import type { RouterRequest } from '../../lambda/core/routing/plan-request';

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
