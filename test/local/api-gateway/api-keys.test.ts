import { describe, expect, it } from 'vitest';
import { ApiKeys, makeKeyId, makeKeyValue } from '../../../local/api-gateway/api-keys';

const NO_PLAN = { throttle: undefined, quota: undefined };
const CLAIMS = { id: 'claims0000', value: 'c'.repeat(40), enabled: true, usagePlan: NO_PLAN };
const OCR = { id: 'ocr0000000', value: 'o'.repeat(40), enabled: false, usagePlan: NO_PLAN };

function composeKeys(): ApiKeys {
  const apiKeys = new ApiKeys();
  apiKeys.create(CLAIMS);
  apiKeys.create(OCR);
  return apiKeys;
}

describe('a key', () => {
  it('is found by its value and shown without it', () => {
    const apiKeys = composeKeys();
    expect(apiKeys.find(OCR.value)).toEqual({ id: OCR.id, enabled: false, usagePlan: NO_PLAN });
    expect(JSON.stringify(apiKeys.list())).not.toMatch(/c{40}|o{40}/);
    expect(apiKeys.list().map(({ id }) => id)).toEqual(['claims0000', 'ocr0000000']);
  });

  it.each(['', 'c'.repeat(39), 'c'.repeat(41), 'C'.repeat(40), 'claims0000'])(
    'is not found by %j',
    (value) => {
      expect(composeKeys().find(value)).toBeUndefined();
    },
  );

  it('is enabled, disabled and deleted by its ID', () => {
    const apiKeys = composeKeys();
    expect(apiKeys.setEnabled('ocr0000000', true)).toBe(true);
    expect(apiKeys.find(OCR.value)?.enabled).toBe(true);
    expect(apiKeys.delete('ocr0000000')).toBe(true);
    expect(apiKeys.find(OCR.value)).toBeUndefined();
    expect([apiKeys.setEnabled('ocr0000000', true), apiKeys.delete('ocr0000000')]).toEqual([
      false,
      false,
    ]);
  });

  it.each([
    ['ID', { ...CLAIMS, value: 'x'.repeat(40) }],
    ['value', { ...CLAIMS, id: 'other00000' }],
  ])('has a unique %s', (_, twin) => {
    expect(() => composeKeys().create(twin)).toThrow(new Error('API Key already exists'));
  });

  it('has its own meter, which disabling does not reset', () => {
    const apiKeys = new ApiKeys({ clock: () => new Date(0) });
    const usagePlan = { throttle: undefined, quota: { limit: 1, period: 'DAY' } as const };
    const [one, other] = [
      { ...CLAIMS, usagePlan },
      { ...OCR, usagePlan },
    ];
    for (const key of [one, other]) apiKeys.create(key);
    expect([apiKeys.admit(one), apiKeys.admit(one), apiKeys.admit(other)]).toEqual([
      'admitted',
      'over-quota',
      'admitted',
    ]);
    apiKeys.setEnabled(one.id, false);
    apiKeys.setEnabled(one.id, true);
    expect(apiKeys.admit(one)).toBe('over-quota');
  });
});

it('makes IDs and values as API Gateway does', () => {
  expect([makeKeyId(), makeKeyValue()]).toEqual([
    expect.stringMatching(/^[a-z0-9]{10}$/),
    expect.stringMatching(/^[A-Za-z0-9]{40}$/),
  ]);
});
