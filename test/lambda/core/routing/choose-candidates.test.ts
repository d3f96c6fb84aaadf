import { describe, expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../lambda/core/catalog/catalog';
import { formatTieredModelId } from '../../../../lambda/core/ids/tiered-model-id';
import { findTierFallback } from '../../../../lambda/core/recovery/tier-fallback';
import type { BedrockAction } from '../../../../lambda/core/wire/bedrock-action';
import { composePolicy } from '../../../fakes/compose-policy';
import { composeCaller } from '../../../fakes/fake-budget-services';
import { type PlanOptions, plan, shorten } from '../../../fakes/plan';
import { composeCatalog } from '../catalog/compose-catalog';

const ONLY_OPENAI = { 'chat-completions': true, responses: true, converse: false, invoke: false };
const ONLY_AWS = { 'chat-completions': false, responses: false, converse: true, invoke: true };
const catalog = composeCatalog(
  { id: 'acme.gpt', wires: ONLY_OPENAI },
  { id: 'acme.nova', wires: ONLY_AWS },
  { id: 'acme.chat', wires: { ...ONLY_OPENAI, responses: false } },
);

function list(text: string, action: BedrockAction, options: PlanOptions = {}) {
  const { calls, mute } = plan(text, { catalog, action, ...options });
  return {
    calls: calls.map(({ candidate }) => formatTieredModelId(candidate)),
    mute: mute.map(formatTieredModelId),
  };
}

describe('candidates that do not speak an API', () => {
  it.each<readonly [string, BedrockAction, readonly string[], readonly string[]]>([
    ['acme.nova > acme.gpt', 'chat-completions', ['acme.gpt'], ['acme.nova']],
    ['acme.nova > acme.gpt', 'converse-stream', ['acme.nova'], ['acme.gpt']],
    ['acme.gpt > acme.nova', 'converse', ['acme.nova'], ['acme.gpt']],
    [
      'acme.chat > acme.gpt:flex > acme.nova',
      'responses-stream',
      ['acme.gpt:flex', 'acme.gpt'],
      ['acme.chat', 'acme.nova'],
    ],
    [
      'acme.nova > acme.unknown > acme.chat',
      'chat-completions-stream',
      ['acme.unknown', 'acme.chat'],
      ['acme.nova'],
    ],
    ['acme.nova > acme.gpt', 'invoke', ['acme.nova'], ['acme.gpt']],
    ['acme.gpt', 'chat-completions', ['acme.gpt'], []],
  ])('are left out: %s by %s', (text, action, calls, mute) => {
    expect(list(text, action)).toEqual({ calls, mute });
  });

  it.each<readonly [string, BedrockAction, PlanOptions, readonly string[]]>([
    ['acme.nova:flex > acme.nova', 'chat-completions', {}, ['acme.nova:flex', 'acme.nova']],
    ['acme.gpt', 'converse', {}, ['acme.gpt']],
    [
      'acme.nova > acme.gpt',
      'responses',
      { headers: { 'x-router-strict-tier': 'true' } },
      ['acme.nova'],
    ],
  ])('are called if none is left: %s by %s with %j', (text, action, options, calls) => {
    expect(list(text, action, options)).toEqual({ calls, mute: [] });
  });

  it('are no reason to serve what the caller may not call', () => {
    const policy = composePolicy({ models: ['acme.gpt'] });
    const caller = { id: 'key1', policy };
    expect(() => list('acme.nova > acme.gpt', 'responses', { caller })).toThrow(
      expect.objectContaining({ code: 'caller-not-allowed' }),
    );
  });

  it('are why another one answers', () => {
    const planned = plan('acme.nova > acme.gpt', { catalog, action: 'responses' });
    const answered = { plan: planned, answeredBy: planned.calls[0].candidate, failed: [] };
    expect(findTierFallback({ ...answered, detour: undefined })).toBe('unsupported-api');
    expect(findTierFallback({ ...answered, detour: 'cooldown' })).toBe('cooldown');
  });
});

describe('a request with state', () => {
  const ROUTE = 'acme.gpt:flex > acme.gpt@eu > acme.other > acme.gpt:priority';
  const EVERYWHERE = [
    'acme.gpt:flex',
    'acme.gpt',
    'acme.gpt@eu',
    'acme.other',
    'acme.gpt:priority',
  ];

  it.each<readonly [string, readonly string[]]>([
    ['{"store":false}', EVERYWHERE],
    ['{}', ['acme.gpt:flex', 'acme.gpt', 'acme.other', 'acme.gpt:priority']],
    ['{"store":true}', ['acme.gpt:flex', 'acme.gpt', 'acme.gpt:priority']],
    ['{"previous_response_id":"resp_1"}', ['acme.gpt:flex', 'acme.gpt', 'acme.gpt:priority']],
  ])('%s may be answered by %j', (body, calls) => {
    expect(list(ROUTE, 'responses', { body }).calls).toEqual(calls);
  });

  it('is not demoted to another model', () => {
    const whenExceeded = { kind: 'demote-to-operation', operation: 'cheap' } as const;
    const list = (body: string) =>
      plan('N', {
        caller: composeCaller({ whenExceeded }),
        routes: { cheap: 'gemma' },
        action: 'responses',
        body,
        catalog: { ...BUILT_IN_CATALOG, models: withoutWires() },
      }).demotion.map(({ candidate }) => shorten(candidate));
    expect(list('{"store":false}')).toEqual(['gemma']);
    expect(list('{"store":true}')).toEqual([]);
  });
});

function withoutWires() {
  const models = [...BUILT_IN_CATALOG.models.values()].map(({ wires: _, ...model }) => model);
  return new Map(models.map((model) => [model.id, model]));
}
