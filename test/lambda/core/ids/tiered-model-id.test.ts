import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SERVICE_TIERS } from '../../../../lambda/core/ids/service-tier';
import {
  formatTieredModelId,
  parseTieredModelId,
} from '../../../../lambda/core/ids/tiered-model-id';
import { arbitraryBaseModelId } from './arbitrary-model-id';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const PROFILE = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';
const DRAFT = 'arn:aws:bedrock:us-east-1:111122223333:prompt/ABCDEFGHIJ:DRAFT';
const PROMPT = 'arn:aws:bedrock:us-east-1:111122223333:prompt/ABCDEFGHIJ:12';

describe('a tiered model ID', () => {
  it.each([
    ['us.amazon.nova-2-lite-v1:0', 'us.amazon.nova-2-lite-v1:0', 'default'],
    ['us.amazon.nova-2-lite-v1:0:flex', 'us.amazon.nova-2-lite-v1:0', 'flex'],
    ['us.anthropic.claude-sonnet-4-6:reserved', 'us.anthropic.claude-sonnet-4-6', 'reserved'],
    ['us.openai.gpt-6-astra:ultrafast', 'us.openai.gpt-6-astra', 'ultrafast'],
    ['amazon.nova-lite-v1:0:300k', 'amazon.nova-lite-v1:0:300k', 'default'],
    ['amazon.nova-premier-v1:0:1m', 'amazon.nova-premier-v1:0:1m', 'default'],
    ['amazon.nova-premier-v1:0:mm', 'amazon.nova-premier-v1:0:mm', 'default'],
    ['amazon.nova-lite-v1:0:300k:flex', 'amazon.nova-lite-v1:0:300k', 'flex'],
    ['amazon.nova-lite-v1:0:flex:300k', 'amazon.nova-lite-v1:0:300k', 'flex'],
    ['anthropic.claude-sonnet-4-6:priority:1m', 'anthropic.claude-sonnet-4-6:1m', 'priority'],
    ['anthropic.claude-sonnet-4-6:1m:priority', 'anthropic.claude-sonnet-4-6:1m', 'priority'],
    ['amazon.nova-premier-v1:0:standard:mm', 'amazon.nova-premier-v1:0:mm', 'default'],
    [`${PROFILE}:flex`, PROFILE, 'flex'],
    [`${PROMPT}:flex`, PROMPT, 'flex'],
    [DRAFT, DRAFT, 'default'],
    ['us.amazon.nova-2-lite-v1:0:default', 'us.amazon.nova-2-lite-v1:0', 'default'],
    ['us.amazon.nova-2-lite-v1:0:standard', 'us.amazon.nova-2-lite-v1:0', 'default'],
    ['zai.glm-4.7-flash', 'zai.glm-4.7-flash', 'default'],
    [
      'arn:aws:sagemaker:us-east-1:111122223333:endpoint/my-flex',
      'arn:aws:sagemaker:us-east-1:111122223333:endpoint/my-flex',
      'default',
    ],
  ])('%s is read', (text, baseModelId, tier) => {
    expect(parseTieredModelId(text)).toEqual({ baseModelId, tier });
  });

  it.each([
    [`${NOVA}_flex`, 'a tier follows a colon: "us.amazon.nova-2-lite-v1:0:flex"'],
    [`${NOVA}-flex`, 'a tier follows a colon: "us.amazon.nova-2-lite-v1:0:flex"'],
    [`${NOVA}-PRIORITY`, 'a tier follows a colon: "us.amazon.nova-2-lite-v1:0:priority"'],
    ['meta/llama-flex', 'a tier follows a colon: "meta/llama:flex"'],
    [`${NOVA}:FLEX`, 'tiers are written in lower case: "us.amazon.nova-2-lite-v1:0:flex"'],
    [`${NOVA}:Standard`, 'tiers are written in lower case: "us.amazon.nova-2-lite-v1:0:default"'],
    [
      `${NOVA}:turbo`,
      '"turbo" is neither a version nor one of the tiers priority, default, flex, reserved, ultrafast',
    ],
    [
      `${PROFILE}:turbo`,
      '"turbo" is neither a version nor one of the tiers priority, default, flex, reserved, ultrafast',
    ],
    [
      `${NOVA}:`,
      '"" is neither a version nor one of the tiers priority, default, flex, reserved, ultrafast',
    ],
    [`${NOVA}:flex:priority`, 'it names two tiers'],
    [`${NOVA}:flex:flex`, 'it names two tiers'],
    [`${NOVA}:flex:1m:priority`, 'it names two tiers'],
    [`${NOVA}:flex:priority:1m`, 'it names two tiers'],
    [`${NOVA}:flex:default:1m`, 'it names two tiers'],
    [`${NOVA}:FLEX:1m`, 'a tier stands last: "us.amazon.nova-2-lite-v1:0:1m:flex"'],
    [`${NOVA}:flex:0`, 'a tier stands last: "us.amazon.nova-2-lite-v1:0:0:flex"'],
    ['amazon.nova-lite-v1:flex:0:300k', 'a tier stands last: "amazon.nova-lite-v1:0:300k:flex"'],
    [':1m', 'it names no model'],
    [':1m:flex', 'it names no model'],
    [':flex:1m', 'it names no model'],
    [':0', 'it names no model'],
    [':flex', 'it names a tier but no model'],
    ['flex', 'it names a tier but no model'],
    [':FLEX', 'it names a tier but no model'],
    ['-flex', 'it names a tier but no model'],
    ['', 'it is empty'],
    [` ${NOVA}`, 'no model ID contains " "'],
    [`${NOVA}, ${NOVA}`, 'no model ID contains ","'],
    [`${NOVA}\n`, String.raw`no model ID contains "\n"`],
    ['..', 'no part of a model ID is empty, "." or ".."'],
    ['..:flex', 'no part of a model ID is empty, "." or ".."'],
    [`${NOVA}/../..`, 'no part of a model ID is empty, "." or ".."'],
    [`${NOVA}/`, 'no part of a model ID is empty, "." or ".."'],
    [`//${NOVA}`, 'no part of a model ID is empty, "." or ".."'],
    ['arn:aws:s3:::bucket/./key', 'no part of a model ID is empty, "." or ".."'],
  ])('%j is refused', (text, reason) => {
    expect(() => parseTieredModelId(text)).toThrow(
      expect.objectContaining({
        code: 'invalid-model-id',
        message: `"${text}" is not a tiered model ID: ${reason}`,
      }),
    );
  });

  it.each([
    [`${NOVA}@eu`, NOVA, 'default', 'eu'],
    [`${NOVA}:flex@eu-west-1`, NOVA, 'flex', 'eu-west-1'],
    [`${PROFILE}@partner`, PROFILE, 'default', 'partner'],
    [`${PROMPT}:priority@vpc`, PROMPT, 'priority', 'vpc'],
  ])('reads the connection of %s', (text, baseModelId, tier, connection) => {
    expect(parseTieredModelId(text)).toEqual({ baseModelId, tier, connection });
  });

  const NAME =
    'the name of a connection is a lower-case letter, then at most 31 of them, digits and "-", and not "constructor"';

  it.each([
    [`${NOVA}@`, NAME],
    [`${NOVA}@EU`, NAME],
    [`${NOVA}@-eu`, NAME],
    [`${NOVA}@${'e'.repeat(33)}`, NAME],
    [`${NOVA}@constructor`, NAME],
    [`${NOVA}@toString`, NAME],
    [`${NOVA}@__proto__`, NAME],
    [`${NOVA}@eu:flex`, `a connection stands last: "${NOVA}:flex@eu"`],
    [`${NOVA}@eu@us`, 'no model ID contains "@"'],
    ['@eu', 'it is empty'],
    ['flex@eu', 'it names a tier but no model'],
  ])('with the connection of %s is refused', (text, reason) => {
    expect(() => parseTieredModelId(text)).toThrow(reason);
  });

  it('may be as long as Bedrock takes, its tier not counted', () => {
    const longest = `us.amazon.${'n'.repeat(2038)}`;
    expect(parseTieredModelId(`${longest}:priority`).baseModelId).toHaveLength(2048);
  });

  it('longer than Bedrock takes is refused, and not repeated in full', () => {
    expect(() => parseTieredModelId(`us.amazon.${'n'.repeat(2039)}`)).toThrow(
      expect.objectContaining({
        code: 'invalid-model-id',
        message:
          '"us.amazon.nnnnnnnnnnnnnnnnnnnnnnnnnnnnnn…nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" is not a tiered model ID: it is longer than 2048 characters',
      }),
    );
  });

  it('is repeated in full up to 256 characters', () => {
    const text = `us.amazon.${'n'.repeat(245)} `;
    expect(() => parseTieredModelId(text)).toThrow(
      `"${text}" is not a tiered model ID: no model ID contains " "`,
    );
  });

  it('that is long is repeated by both its ends, and so is what was meant', () => {
    expect(() => parseTieredModelId(`us.amazon.${'n'.repeat(300)}-v1:0:FLEX`)).toThrow(
      expect.objectContaining({
        message:
          '"us.amazon.nnnnnnnnnnnnnnnnnnnnnnnnnnnnnn…nnnnnnnnnnnnnnnnnnnnnnnnnnnnnn-v1:0:FLEX" is not a tiered model ID: ' +
          'tiers are written in lower case: "us.amazon.nnnnnnnnnnnnnnnnnnnnnnnnnnnnnn…nnnnnnnnnnnnnnnnnnnnnnnnnnnnnn-v1:0:flex"',
      }),
    );
  });

  it.each([
    [{ baseModelId: NOVA, tier: 'default' }, 'us.amazon.nova-2-lite-v1:0'],
    [{ baseModelId: NOVA, tier: 'flex' }, 'us.amazon.nova-2-lite-v1:0:flex'],
    [{ baseModelId: 'google.gemma-3-27b-it', tier: 'reserved' }, 'google.gemma-3-27b-it:reserved'],
  ] as const)('%j is written in its shortest form', (model, text) => {
    expect(formatTieredModelId(model)).toBe(text);
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(
        arbitraryBaseModelId,
        fc.constantFrom(...SERVICE_TIERS),
        fc.constantFrom({}, { connection: 'eu' }),
        (baseModelId, tier, by) => {
          const model = { baseModelId, tier, ...by };
          expect(parseTieredModelId(formatTieredModelId(model))).toEqual(model);
        },
      ),
    );
  });

  it('is never read from text that still ends in a tier', () => {
    fc.assert(
      fc.property(
        arbitraryBaseModelId,
        fc.constantFrom(...SERVICE_TIERS, 'standard', 'FLEX', 'Priority'),
        fc.constantFrom(...SERVICE_TIERS, 'standard'),
        (baseModelId, inner, outer) => {
          expect(() => parseTieredModelId(`${baseModelId}:${inner}:${outer}`)).toThrow(
            'it names two tiers',
          );
        },
      ),
    );
  });
});
