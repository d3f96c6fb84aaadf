import { expect, it } from 'vitest';
import { composeRequestMetadata } from '../../../../lambda/core/receipts/request-metadata';
import { composePolicy } from '../../../fakes/compose-policy';
import { plan } from '../../../fakes/plan';

const NOWHERE = { callerId: undefined, sessionId: undefined, traceId: undefined };
const CALLER = { id: 'key-1', policy: composePolicy({ name: 'Kütt\u2028\n" (Kiel)' }) };

it('begins with what the caller named, and has the rest in the order of importance', () => {
  const headers = { 'x-router-metadata': '{"team":"claims","batch":"4711"}' };
  const planned = plan('N:flex', { caller: CALLER, headers });
  const origin = { callerId: 'key-1', sessionId: 'session-1', traceId: '1-2-3' };
  expect(composeRequestMetadata(planned, { requestId: 'request-1', origin })).toEqual([
    ['team', 'claims'],
    ['batch', '4711'],
    ['router-operation', 'extraction'],
    ['router-requested-tier', 'flex'],
    ['router-mapping-version', '3'],
    ['router-request-id', 'request-1'],
    ['router-caller', 'K_tt_\n_ _Kiel_'],
    ['claude-code-session-id', 'session-1'],
    ['router-trace-id', '1-2-3'],
  ]);
});

it('leaves out what is not known', () => {
  const text = 'us.amazon.nova-2-lite-v1:0:flex';
  const planned = plan('N', { destination: { kind: 'model', text } });
  expect(composeRequestMetadata(planned, { requestId: 'request-1', origin: NOWHERE })).toEqual([
    ['router-operation', 'direct'],
    ['router-requested-tier', 'flex'],
    ['router-request-id', 'request-1'],
  ]);
});
