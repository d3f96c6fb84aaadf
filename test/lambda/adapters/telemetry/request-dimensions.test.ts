import { describe, expect, it } from 'vitest';
import { composeDimensionSets } from '../../../../lambda/adapters/telemetry/request-dimensions';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import type { Outcome } from '../../../../lambda/core/receipts/outcome';
import {
  composeBug,
  composeEnded,
  composeRefused,
  composeReplied,
} from '../../../fakes/compose-outcome';
import { composePolicy } from '../../../fakes/compose-policy';
import { composeStream } from '../../../fakes/compose-reply';
import { plan } from '../../../fakes/plan';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const DIRECT = plan('N:flex', { destination: { kind: 'model', text: `${NOVA}:flex` } });
const ON_DIRECT = { ServiceTier: 'flex', Operation: 'direct' };
const ON_NOVA = { ServiceTier: 'flex', ModelId: NOVA, ResolvedServiceTier: 'unreported' };

function listSets(outcome: Outcome, planned = DIRECT) {
  const { asked, served } = composeEnded({ ...outcome, plan: planned });
  return asked && composeDimensionSets(asked, served);
}

const refuse = (code: 'timed-out' | 'client-gone' | 'bedrock-unreachable') =>
  composeRefused(new RouterError(code, 'no'), DIRECT);

describe('a call that names a model', () => {
  it.each([200, 429, 500, 503])('has it as a dimension after a %d', (status) => {
    expect(listSets(composeReplied(status, '{}'))).toEqual([ON_DIRECT, ON_NOVA]);
  });

  it.each([400, 403, 404, 408, 424])('has not after a %d', (status) => {
    expect(listSets(composeReplied(status, '{}'))).toEqual([ON_DIRECT]);
  });

  it.each([
    ['a timeout', refuse('timed-out')],
    ['its client left', refuse('client-gone')],
    ['a call without an answer', refuse('bedrock-unreachable')],
    ['a bug', composeBug('bug', DIRECT)],
  ])('has not after %s', (_, outcome) => {
    expect(listSets(outcome)).toEqual([ON_DIRECT]);
  });

  it('has it after a stream that failed: Bedrock had begun it', () => {
    const reply = composeStream([], { streamException: 'validationException' });
    const outcome = { ...composeReplied(200, ''), reply };
    expect(listSets(outcome)).toEqual([ON_DIRECT, ON_NOVA]);
  });
});

it('has its caller as a dimension if that is known, however it ended', () => {
  const caller = { id: 'key-1', policy: composePolicy({ name: 'Claims' }) };
  expect(listSets(composeReplied(200, '{}'), plan('N:flex', { caller }))).toEqual([
    { ServiceTier: 'flex', Operation: 'extraction' },
    ON_NOVA,
    { ServiceTier: 'flex', Caller: 'Claims' },
  ]);
  expect(listSets(composeReplied(404, '{}'), { ...DIRECT, caller })).toEqual([
    ON_DIRECT,
    { ServiceTier: 'flex', Caller: 'Claims' },
  ]);
});

describe('a call of an operation', () => {
  it.each([200, 400, 404, 429, 503])('has its model as a dimension after a %d', (status) => {
    const sets = listSets(composeReplied(status, '{}'), plan());
    expect(sets).toEqual([{ ServiceTier: 'flex', Operation: 'extraction' }, ON_NOVA]);
  });

  it('has the requested model if none answered', () => {
    const planned = plan();
    const error = new RouterError('timed-out', 'no');
    const sets = listSets(composeRefused(error, planned), planned);
    expect(sets).toEqual([{ ServiceTier: 'flex', Operation: 'extraction' }, ON_NOVA]);
  });

  it('has the model that answered, and the tier that this reports', () => {
    const reply = composeReplied(200, '{"serviceTier":{"type":"default"}}');
    const answeredBy = { baseModelId: 'google.gemma-3-27b-it', tier: 'flex' } as const;
    expect(listSets({ ...reply, answeredBy }, plan())).toEqual([
      { ServiceTier: 'flex', Operation: 'extraction' },
      { ServiceTier: 'flex', ModelId: 'google.gemma-3-27b-it', ResolvedServiceTier: 'default' },
    ]);
  });
});

it('has the variant of a split as a dimension, without a tier', () => {
  expect(listSets(composeReplied(200, '{}'), { ...plan(), variant: 'eu' })).toEqual([
    { ServiceTier: 'flex', Operation: 'extraction' },
    ON_NOVA,
    { Operation: 'extraction', Variant: 'eu' },
  ]);
});
