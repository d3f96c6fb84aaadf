import { expect, it } from 'vitest';
import { formatTieredModelId } from '../../../../lambda/core/ids/tiered-model-id';
import { holdFallbacksBack } from '../../../../lambda/core/jobs/narrow-plan';
import { plan } from '../../../fakes/plan';

const NOVA = 'us.amazon.nova-2-lite-v1:0';

it.each([
  ['N:flex > gemma', [`${NOVA}:flex`, NOVA]],
  ['N:flex > N', [`${NOVA}:flex`]],
  ['N:flex > N:priority', [`${NOVA}:flex`, NOVA]],
  ['N', [NOVA]],
])('of %s, a job asks %j until it escalates', (route, asked) => {
  const { calls, demotion } = holdFallbacksBack(plan(route));
  expect(calls.map(({ candidate }) => formatTieredModelId(candidate))).toEqual(asked);
  expect(demotion).toEqual([]);
});
