import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeText } from '../../../../lambda/core/json/encode-text';

it('writes the pieces as their text would be written', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (pieces) => {
      expect(encodeText(pieces)).toEqual(Buffer.from(pieces.join('')));
    }),
  );
});

it.each([[[]], [['']], [['{', '"é€🧾"', '}']]])('writes %j', (pieces: string[]) => {
  expect(encodeText(pieces).toString('utf8')).toBe(pieces.join(''));
});
