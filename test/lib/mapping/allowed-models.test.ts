import { Fn } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { ServiceTier, TieredModel } from '../../../lib';
import { isAnyModelAllowed, resolveAllowedModels } from '../../../lib/mapping/allowed-models';

const NOVA = TieredModel.NOVA_2_LITE_US;
const GEMMA = TieredModel.of('google.gemma-3-27b-it');
const OPERATIONS = {
  classification: [NOVA.withTier(ServiceTier.PRIORITY), NOVA],
  extraction: [NOVA.withTier(ServiceTier.FLEX), GEMMA],
};

it('are the models of the operations by default', () => {
  expect(resolveAllowedModels(OPERATIONS)).toEqual([
    'us.amazon.nova-2-lite-v1:0',
    'google.gemma-3-27b-it',
  ]);
});

it('may include models that no operation names', () => {
  const models = ['us.amazon.nova-2-lite-v1:0', 'google.gemma-3-27b-it', 'qwen.qwen3-32b-v1:0'];
  expect(resolveAllowedModels(OPERATIONS, models)).toEqual(models);
});

it.each([
  [['*'], true],
  [['us.amazon.nova-2-lite-v1:0'], false],
])('%j allow any model: %s', (models, isAny) => {
  expect(isAnyModelAllowed(models)).toBe(isAny);
});

it.each([
  [
    ['us.amazon.nova-2-lite-v1:0'],
    'the operation "extraction" names the model "google.gemma-3-27b-it", which is not in allowedModels: us.amazon.nova-2-lite-v1:0',
  ],
  [
    [],
    'the operation "classification" names the model "us.amazon.nova-2-lite-v1:0", which is not in allowedModels: none',
  ],
  [
    ['google.gemma-3-27b-it:flex'],
    'allowedModels names models without a tier, got "google.gemma-3-27b-it:flex"; write "google.gemma-3-27b-it", and limit the tiers with allowedTiers',
  ],
  [
    ['*', 'google.gemma-3-27b-it'],
    "allowedModels is either ['*'] or a list of models, got both: *, google.gemma-3-27b-it",
  ],
])('refuses %j', (models, message) => {
  expect(() => resolveAllowedModels(OPERATIONS, models)).toThrow(message);
});

it('are not checked against the operations if one is known only at deployment', () => {
  const arn = Fn.importValue('ProfileArn');
  expect(resolveAllowedModels(OPERATIONS, [arn])).toEqual([arn]);
});
