import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServiceTier } from '../../../../lambda/core/ids/service-tier';
import { applyEdits } from '../../../../lambda/core/json/apply-edits';
import { outlineJson } from '../../../../lambda/core/json/outline-json';
import { readBodyTier, writeBodyTier } from '../../../../lambda/core/wire/converse-tier';
import { readJsonBody } from '../../../../lambda/core/wire/json-body';
import { arbitraryMemberText } from '../json/arbitrary-json-text';

const ADVICE =
  'write it as {"type": "flex"}, with one of priority, default, flex, reserved, ultrafast';

const read = (text: string) => readBodyTier(readJsonBody(text));

function rewrite(text: string, tier: ServiceTier): string {
  const body = readJsonBody(text);
  return applyEdits(body, writeBodyTier(body, tier)).join('');
}

describe('the tier that a body asks for', () => {
  it.each([
    ['{}', undefined],
    ['{"serviceTier":null}', undefined],
    ['{"serviceTier":{"type":"priority","soon":1}}', 'priority'],
    ['{"serviceTier":{"type":"standard"}}', 'default'],
    [String.raw`{"service\u0054ier":{"type":"fle\u0078"}}`, 'flex'],
    ['{"serviceTier":null,"serviceTier":{"type":"flex"}}', 'flex'],
    ['{"__proto__":{"serviceTier":{"type":"flex"}}}', undefined],
  ])('by %s is %s', (text, tier) => {
    expect(read(text)).toBe(tier);
  });

  it.each([
    ['"flex"', `serviceTier is "flex"; ${ADVICE}`],
    ['["flex"]', `serviceTier is an array; ${ADVICE}`],
    ['{"type":null}', `serviceTier is an object whose "type" is not a string; ${ADVICE}`],
    [
      '{"type":"FLEX"}',
      'serviceTier.type is "FLEX"; the service tiers are priority, default, flex, reserved, ultrafast',
    ],
  ])('is refused if serviceTier is %s', (member, message) => {
    expect(() => read(`{"serviceTier":${member}}`)).toThrow(
      expect.objectContaining({ code: 'invalid-tier', message }),
    );
  });

  it.each(['"%"', '{"type":"%"}', '{"name":"%"}', '["%"]'])(
    'is refused without a long quotation: %j',
    (shape) => {
      const member = shape.replace('%', 'n'.repeat(5000));
      expect(() => read(`{"serviceTier":${member}}`)).toThrow(
        expect.objectContaining({ message: expect.stringMatching(/^.{1,180}$/) }),
      );
    },
  );
});

describe('a body', () => {
  it.each([
    // asks for, before, after
    ['flex', '{"messages":[]}', '{"serviceTier":{"type":"flex"},"messages":[]}'],
    ['default', '{"messages":[]}', '{"messages":[]}'],
    [
      'flex',
      '{"a":{"serviceTier":{"type":"priority"}}}',
      '{"serviceTier":{"type":"flex"},"a":{"serviceTier":{"type":"priority"}}}',
    ],
    ['default', '{"a":1,"serviceTier":null,"serviceTier":{"type":"default"}}', '{"a":1}'],
    ['flex', '{"serviceTier":{"type":"standard"}, "a":1}', '{"serviceTier":{"type":"flex"},"a":1}'],
    [
      'flex',
      '{"a":1,"service\\u0054ier":null,"serviceTier":{"type":"default"}}',
      '{"serviceTier":{"type":"flex"},"a":1}',
    ],
    [
      'flex',
      '{"serviceTier":null,"serviceTier":{"type":"flex"}}',
      '{"serviceTier":{"type":"flex"}}',
    ],
    [
      'flex',
      String.raw`{"serviceTier":{"t\u0079pe":"priority","type":"flex"},"a":1}`,
      '{"serviceTier":{"type":"flex"},"a":1}',
    ],
  ] as const)('asks for %s instead: %s', (tier, text, rewritten) => {
    expect(rewrite(text, tier)).toBe(rewritten);
  });

  it.each([
    '{"a":1,"serviceTier":{"type":"flex"}}',
    '{ "serviceTier" : { "type" : "flex" , "soon" : 1 } }',
    String.raw`{"service\u0054ier":{"type":"fle\u0078"}}`,
  ])('stays as it is if it asks for the same: %s', (text) => {
    expect(rewrite(text, 'flex')).toBe(text);
  });

  const tierMember = fc.constantFrom(
    '"serviceTier":null',
    ' "serviceTier" : {"type":"flex"} ',
    '\n"serviceTier":{"type":"standard"}',
    '"service\\u0054ier":{"type":"flex"}\t',
  );
  const others = fc.array(arbitraryMemberText, { maxLength: 4 });
  const body = fc
    .tuple(fc.array(tierMember, { maxLength: 3 }), others)
    .chain(([asking, rest]) => {
      const all = [...asking, ...rest];
      return fc.shuffledSubarray(all, { minLength: all.length });
    })
    .map((members) => `{${members.join(',')}}`);
  const otherTier = fc.constantFrom<ServiceTier>('priority', 'reserved', 'default');

  it('asks for the given tier afterwards, and keeps the bytes of every other member', () => {
    fc.assert(
      fc.property(body, otherTier, (text, tier) => {
        const { serviceTier: _, ...rest } = JSON.parse(text);
        const asked = tier === 'default' ? {} : { serviceTier: { type: tier } };
        const rewritten = rewrite(text, tier);
        expect(JSON.parse(rewritten)).toEqual({ ...rest, ...asked });
        expect(sliceOthers(rewritten)).toEqual(sliceOthers(text));
        expect(rewrite(rewritten, tier)).toBe(rewritten);
      }),
    );
  });
});

function sliceOthers(text: string): readonly string[] {
  const outline = outlineJson(text);
  if (!outline.isJson) throw new Error(`no JSON from position ${outline.position} on`);
  return outline.members
    .filter(({ name }) => name !== 'serviceTier')
    .map(({ start, end }) => text.slice(start, end));
}
