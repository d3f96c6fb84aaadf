import { expect, it } from 'vitest';
import { formatTieredModelId } from '../../../../lambda/core/ids/tiered-model-id';
import { listChoices } from '../../../../lambda/core/operator/list-choices';
import { composeOperatorView } from '../../../../lambda/core/operator/operator-view';
import { CONFIG, NOVA, TODAY } from './fake-router';

const { snapshot } = composeOperatorView(CONFIG, []);

it('lists the allowed models on the tiers that they take', () => {
  const choices = listChoices({ snapshot, bounds: CONFIG.bounds, today: TODAY });
  expect(choices.map(formatTieredModelId)).toEqual([
    `${NOVA}:priority`,
    NOVA,
    `${NOVA}:flex`,
    'us.anthropic.claude-sonnet-4-6',
    'us.acme.new-model-v1:0',
  ]);
});

it('lists what the Region serves if every model is allowed', () => {
  const bounds = { ...CONFIG.bounds, models: 'any', tiers: ['flex'] } as const;
  const ids = listChoices({ snapshot, bounds, today: TODAY }).map(formatTieredModelId);
  expect(ids).toContain(`${NOVA}:flex`);
  expect(ids).not.toContain('eu.amazon.nova-2-lite-v1:0:flex');
  expect(ids.some((id) => id.includes('claude'))).toBe(false);
});
