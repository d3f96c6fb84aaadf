import { expect, it } from 'vitest';
import { listUnavailableModels } from '../../../../lambda/core/receipts/unavailable-models';
import { candidate } from '../../../fakes/plan';
import { FAILED_ANSWERS, type FailedAnswer } from '../../../fakes/recovery-cases';

const fail = (text: string, answer: FailedAnswer) => ({
  candidate: candidate(text),
  result: FAILED_ANSWERS[answer],
  millis: 1,
});

it('lists each call of a retired or inaccessible model, with its cause', () => {
  const attempts = [
    fail('N:flex', 'retired'),
    fail('gemma', 'no-access'),
    fail('G', 'legacy'),
    fail('B', 'access-denied'),
    fail('L', 'not-found'),
    fail('claude', 'unavailable'),
  ];
  expect(listUnavailableModels({ attempts })).toEqual([
    { modelId: 'us.amazon.nova-2-lite-v1:0', cause: 'retired' },
    { modelId: 'google.gemma-3-27b-it', cause: 'no-access' },
    { modelId: 'global.amazon.nova-2-lite-v1:0', cause: 'retired' },
  ]);
});
