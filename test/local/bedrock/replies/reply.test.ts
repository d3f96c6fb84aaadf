import { expect, it } from 'vitest';
import { textReply } from '../../../../local/bedrock/replies/reply';

it('comes in pieces of twenty characters', () => {
  expect(textReply('a'.repeat(45), undefined)).toEqual({
    pieces: ['a'.repeat(20), 'a'.repeat(20), 'aaaaa'],
    pieceCount: 3,
    tokens: 12,
    isCutByMaxTokens: false,
    isPaced: true,
  });
});

it.each([
  [12, 'a'.repeat(45), false],
  [11, 'a'.repeat(44), true],
])('with at most %i tokens is cut to %s', (maxTokens, text, isCut) => {
  const reply = textReply('a'.repeat(45), maxTokens);
  expect([...reply.pieces].join('')).toBe(text);
  expect(reply.isCutByMaxTokens).toBe(isCut);
});

it('does not split surrogate pairs between pieces or at the end', () => {
  expect(textReply(`${'a'.repeat(19)}😀😀`, undefined).pieces).toEqual([
    `${'a'.repeat(19)}😀`,
    '😀',
  ]);
  expect(textReply('aaa😀', 1).pieces).toEqual(['aaa']);
});

it('may be empty', () => {
  expect(textReply('', undefined)).toMatchObject({ pieces: [], pieceCount: 0, tokens: 0 });
});
