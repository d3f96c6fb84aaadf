import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../lambda/core/catalog/catalog';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import { planRequest } from '../../../../lambda/core/routing/plan-request';
import { parseRoute } from '../../../../lambda/core/routing/route';
import { RequestBody } from '../../../../lambda/core/wire/request-body';
import { composePolicy } from '../../../fakes/compose-policy';
import { composeCaller } from '../../../fakes/fake-budget-services';
import { composeMapping } from '../../../fakes/fixed-snapshots';
import { type PlanOptions, plan, route, shorten } from '../../../fakes/plan';
import { request } from '../../../fakes/request';
import { US_EAST_PRICES } from '../catalog/compose-catalog';

const variant = (text: string) => ({
  split: [{ name: 'eu', weight: 50, route: parseRoute(route(text)) }],
});
const always = (text: string) => ({
  when: [{ if: { stream: false }, route: parseRoute(route(text)) }],
});

/** In short: `N:flex, then N as eu`. */
function follow(options: PlanOptions, text = 'N:priority') {
  const { calls, variant: name } = plan(text, options);
  return `${calls.map(({ candidate }) => shorten(candidate)).join(', then ')} as ${name}`;
}

function refusalOf(options: PlanOptions): string {
  try {
    return follow(options);
  } catch (error) {
    if (error instanceof RouterError) return error.code;
    throw error;
  }
}

const BY_FLEX = { headers: { 'x-amzn-bedrock-service-tier': 'flex' } };
const STRICTLY = { headers: { 'x-router-strict-tier': 'true' } };

describe('a route of settings', () => {
  it.each<[string, PlanOptions, string]>([
    ['a variant', { settings: variant('gemma > N') }, 'gemma, then N as eu'],
    ['the mapping', { settings: variant('gemma'), chance: 0.5 }, 'N:priority, then N as mapping'],
    ['a condition', { settings: { ...variant('N'), ...always('gemma') } }, 'gemma as undefined'],
    [
      'a variant on the caller’s tier',
      { settings: variant('gemma > N'), ...BY_FLEX },
      'gemma:flex, then gemma, then N:flex, then N as eu',
    ],
    ['a variant, strictly', { settings: variant('gemma > N'), ...STRICTLY }, 'gemma as eu'],
    ['a condition, strictly', { settings: always('gemma > N'), ...STRICTLY }, 'gemma as undefined'],
    [
      'a condition within the caller’s tiers',
      {
        settings: always('gemma > N:flex'),
        caller: { id: 'key1', policy: composePolicy({ tiers: ['default'] }) },
      },
      'gemma as undefined',
    ],
    [
      'a variant by connections',
      { settings: variant('N:flex@eu > N') },
      'N:flex@eu, then N@eu, then N as eu',
    ],
    [
      'a variant within the deployment’s tiers',
      { settings: variant('gemma > N:flex'), tiers: ['default', 'priority'] },
      'gemma as eu',
    ],
  ])('is that of %s', (_, options, planned) => {
    expect(follow(options)).toBe(planned);
  });

  it.each<[string, Partial<PlanOptions>]>([
    ['model-not-allowed', { models: ['us.amazon.nova-2-lite-v1:0'] }],
    ['tier-not-allowed', { tiers: ['priority'] }],
    [
      'caller-not-allowed',
      { caller: { id: 'key1', policy: composePolicy({ models: ['us.amazon.nova-2-lite-v1:0'] }) } },
    ],
    ['caller-not-allowed', { caller: { id: 'key1', policy: composePolicy({ tiers: ['flex'] }) } }],
  ])('is bound like the mapping’s: %s', (code, bounds) => {
    expect(refusalOf({ settings: variant('gemma'), ...bounds })).toBe(code);
    expect(refusalOf({ settings: always('gemma'), ...bounds })).toBe(code);
  });

  it('is what a budget bounds and demotes', () => {
    const caller = composeCaller({ whenExceeded: { kind: 'demote-to-flex' } });
    const planned = plan('claude', { caller, settings: variant('gemma:priority') });
    expect(planned.calls.map(({ bound }) => bound?.kind)).toEqual(['bounded', 'bounded']);
    expect(planned.demotion.map(({ candidate }) => shorten(candidate))).toEqual([
      'gemma:flex',
      'gemma',
    ]);
  });

  it('is not there until settings were read', () => {
    expect(refusalOf({ settings: 'unavailable' })).toBe('mapping-unavailable');
  });
});

describe('an operation without settings', () => {
  it('needs no clock, no chance and no look into the body', () => {
    const read = vi.spyOn(RequestBody.prototype, 'text', 'get');
    onTestFinished(() => read.mockRestore());
    const refuse = () => {
      throw new Error('it is asked');
    };
    const others = new Map([['assessment', variant('gemma')]]);
    const mapping = composeMapping({ extraction: 'us.amazon.nova-2-lite-v1:0' });
    const snapshot = {
      mapping,
      settings: others,
      catalog: BUILT_IN_CATALOG,
      prices: US_EAST_PRICES,
    };
    const rules = { bounds: { models: 'any', tiers: ['default'] }, caller: undefined } as const;
    const asked = request({ action: 'invoke', body: new Uint8Array(1) });
    const planned = planRequest(asked, { snapshot, ...rules, now: refuse, random: refuse });
    expect([planned.settings, planned.variant]).toEqual([undefined, undefined]);
    expect(read).not.toHaveBeenCalled();
  });
});

it('messages are parsed once, although a condition looks at it', () => {
  const parse = vi.spyOn(JSON, 'parse');
  onTestFinished(() => parse.mockRestore());
  const when = [{ if: { promptTokensAbove: 1 }, route: parseRoute(route('gemma')) }];
  const messages = '[{"role":"user","content":[{"text":"long"}]}]';
  const body = `{"messages":${messages}}`;
  expect(follow({ settings: { when }, body, caller: composeCaller() })).toBe('gemma as undefined');
  expect(parse.mock.calls.filter(([text]) => text === messages)).toHaveLength(1);
});
