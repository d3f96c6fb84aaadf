import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServiceTier } from '../../../../lambda/core/ids/service-tier';
import { scanJson } from '../../../../lambda/core/json/json-scanner';
import { readConverseBody, writeServiceTier } from '../../../../lambda/core/wire/converse-body';
import { arbitraryMemberText, arbitraryObjectText } from '../json/arbitrary-json-text';

function rewrite(text: string, tier: ServiceTier): string {
  return writeServiceTier(readConverseBody(text), tier).join('');
}

describe('a body without a tier', () => {
  it.each([
    ['{}', '{"serviceTier":{"type":"flex"}}'],
    ['{ }', '{"serviceTier":{"type":"flex"} }'],
    ['\n{\n}\n', '\n{"serviceTier":{"type":"flex"}\n}\n'],
    ['{"messages":[]}', '{"serviceTier":{"type":"flex"},"messages":[]}'],
    ['{\n  "a": 1\n}', '{"serviceTier":{"type":"flex"},\n  "a": 1\n}'],
    [
      '{"a":{"serviceTier":{"type":"priority"}}}',
      '{"serviceTier":{"type":"flex"},"a":{"serviceTier":{"type":"priority"}}}',
    ],
    [
      String.raw`{"n":[1.0e0,1E400,-0.0,12345678901234567890],"s":"é\u00e9\/😀"}`,
      String.raw`{"serviceTier":{"type":"flex"},"n":[1.0e0,1E400,-0.0,12345678901234567890],"s":"é\u00e9\/😀"}`,
    ],
  ])('is given one: %j', (text, rewritten) => {
    expect(rewrite(text, 'flex')).toBe(rewritten);
  });

  it.each(['{}', ' { } ', '{"a":1.0e0}'])('stays as it is for default: %j', (text) => {
    expect(rewrite(text, 'default')).toBe(text);
  });
});

describe('a body with a tier', () => {
  it.each([
    ['only', '{"serviceTier":{"type":"flex"}}', '{}'],
    ['only, with white space', '{ "serviceTier" : null }', '{  }'],
    ['first', '{"serviceTier":{"type":"flex"},"a":1.0e0}', '{"a":1.0e0}'],
    ['in the middle', '{"a":1E400 , "serviceTier":null , "b":"é"}', '{"a":1E400 , "b":"é"}'],
    ['last', '{ "a":1 , "serviceTier":null }', '{ "a":1 }'],
    ['twice at the end', '{"a":1,"serviceTier":null,"serviceTier":null}', '{"a":1}'],
    ['twice at the start', '{"serviceTier":null,"serviceTier":null,"a":1}', '{"a":1}'],
    [
      'between others',
      '{"serviceTier":null,"a":1,"serviceTier":null,"b":2,"serviceTier":{"type":"flex"}}',
      '{"a":1,"b":2}',
    ],
    ['in escapes', String.raw`{"a":1,"service\u0054ier":{"type":"flex"}}`, '{"a":1}'],
    [
      'beside another within',
      '{"serviceTier":null,"a":[{"serviceTier":null}]}',
      '{"a":[{"serviceTier":null}]}',
    ],
  ])('loses it for default: %s', (_, text, rewritten) => {
    expect(rewrite(text, 'default')).toBe(rewritten);
  });

  it.each([
    ['{"serviceTier":null}', '{"serviceTier":{"type":"flex"}}'],
    ['{"serviceTier":{"type":"priority"}}', '{"serviceTier":{"type":"flex"}}'],
    ['{"serviceTier":{"type":"standard"}, "a":1}', '{"serviceTier":{"type":"flex"},"a":1}'],
    [
      '{"a":1,"service\\u0054ier":null,"serviceTier":{"type":"default"}}',
      '{"serviceTier":{"type":"flex"},"a":1}',
    ],
    ['{"serviceTier":{"type":"priority","type":"flex"}}', '{"serviceTier":{"type":"flex"}}'],
    [
      String.raw`{"serviceTier":{"t\u0079pe":"priority","type":"flex"},"a":1}`,
      '{"serviceTier":{"type":"flex"},"a":1}',
    ],
  ])('has it replaced by another: %s', (text, rewritten) => {
    expect(rewrite(text, 'flex')).toBe(rewritten);
  });

  it.each([
    '{"a":1,"serviceTier":{"type":"flex"}}',
    '{ "serviceTier" : { "type" : "flex" , "soon" : 1 } }',
    String.raw`{"service\u0054ier":{"type":"fle\u0078"}}`,
  ])('stays as it is where it asks for the same: %s', (text) => {
    expect(rewrite(text, 'flex')).toBe(text);
  });

  it('that repeats it many thousand times is read at once', () => {
    expect(rewrite(`{${'"serviceTier":null,'.repeat(100_000)}"a":1}`, 'default')).toBe('{"a":1}');
  });

  it('is refused where it must go and the body is nested too deeply to find it', () => {
    const deep = '['.repeat(1000) + ']'.repeat(1000);
    expect(() => rewrite(`{"a":${deep},"serviceTier":null}`, 'flex')).toThrow(
      expect.objectContaining({
        code: 'invalid-body',
        message: 'the body is nested too deeply to take serviceTier out of it',
      }),
    );
  });
});

describe('any body', () => {
  const tierMember = fc.constantFrom(
    '"serviceTier":null',
    ' "serviceTier" : {"type":"flex"} ',
    '\n"serviceTier":{"type":"standard"}',
    '"service\\u0054ier":{"type":"flex"}\t',
  );
  const cargo = fc.array(arbitraryMemberText, { maxLength: 4 });
  const body = fc
    .tuple(fc.array(tierMember, { maxLength: 3 }), cargo)
    .chain(([asking, others]) => {
      const all = [...asking, ...others];
      return fc.shuffledSubarray(all, { minLength: all.length });
    })
    .map((members) => `{${members.join(',')}}`);
  const otherTier = fc.constantFrom<ServiceTier>('priority', 'reserved', 'default');

  it('asks for the given tier afterwards, and otherwise says what it said', () => {
    fc.assert(
      fc.property(body, otherTier, (text, tier) => {
        const { serviceTier: _, ...rest } = JSON.parse(text);
        const asked = tier === 'default' ? {} : { serviceTier: { type: tier } };
        expect(JSON.parse(rewrite(text, tier))).toEqual({ ...rest, ...asked });
      }),
    );
  });

  it('keeps the bytes of every other member', () => {
    fc.assert(
      fc.property(body, otherTier, (text, tier) => {
        expect(sliceCargo(rewrite(text, tier))).toEqual(sliceCargo(text));
      }),
    );
  });

  it('without a tier keeps every byte around the inserted member', () => {
    fc.assert(
      fc.property(arbitraryObjectText, (text) => {
        const rewritten = rewrite(text, 'flex');
        const inside = text.indexOf('{') + 1;
        const inserted = rewritten.slice(inside, rewritten.length - text.length + inside);
        expect(inserted).toMatch(/^"serviceTier":{"type":"flex"},?$/);
        expect(rewritten).toBe(text.slice(0, inside) + inserted + text.slice(inside));
      }),
    );
  });

  it('is not changed by asking for the same tier again', () => {
    fc.assert(
      fc.property(body, otherTier, (text, tier) => {
        const rewritten = rewrite(text, tier);
        expect(rewrite(rewritten, tier)).toBe(rewritten);
      }),
    );
  });
});

function sliceCargo(text: string): readonly string[] {
  const scan = scanJson(text);
  if (!scan.valid) throw new Error(`no JSON from position ${scan.position} on`);
  return scan.members
    .filter(({ name }) => name !== 'serviceTier')
    .map(({ start, end }) => text.slice(start, end));
}
