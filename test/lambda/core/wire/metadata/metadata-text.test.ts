import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  cleanMetadataText,
  isMetadataText,
} from '../../../../../lambda/core/wire/metadata/metadata-text';

it.each([
  ['a b\tc', 'a b\tc'],
  ['@$#=/+,-.:_', '@$#=/+,-.:_'],
  ['claims (Kiel)', 'claims _Kiel_'],
  ['no\u00a0break', 'no_break'],
  ['', ''],
])('%j is cleaned to %j', (text, cleaned) => {
  expect(cleanMetadataText(text)).toBe(cleaned);
});

it('is cut after 256 characters', () => {
  expect(cleanMetadataText('x'.repeat(257))).toBe('x'.repeat(256));
});

it('is always one that Bedrock takes, once it is cleaned', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const cleaned = cleanMetadataText(text);
      expect(cleaned).toMatch(/^[a-zA-Z0-9\s:_@$#=/+,-.]{0,256}$/);
      expect(isMetadataText(cleaned)).toBe(true);
    }),
  );
});
