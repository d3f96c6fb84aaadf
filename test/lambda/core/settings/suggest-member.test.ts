import { expect, it } from 'vitest';
import { CONFIG } from '../../../../bin/config-schema';
import { suggestMember } from '../../../../lambda/core/settings/suggest-member';

it.each([
  ['allowedTier', 'allowedTiers'],
  ['AllowedTiers', 'allowedTiers'],
  ['alowedTier', 'allowedTiers'],
  ['memorySize', 'memorySizeMib'],
  ['errorPercentage', 'alarms.errorPercentage'],
  ['alarmsWithout', 'alarms.without'],
])('suggests for %s the member %s', (name, path) => {
  expect(suggestMember(name, CONFIG.entries)).toBe(`did you mean ${path}?`);
});

it('lists the members if none is similar', () => {
  const { priority, flex } = CONFIG.entries.firstByteTimeoutsSeconds.wrapped.entries;
  expect(suggestMember('colour', { priority, flex })).toBe('it may have priority, flex');
});
