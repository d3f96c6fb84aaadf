import { expect, it } from 'vitest';
import type { Catalog } from '../../../../lambda/core/catalog/catalog';
import { doubtCandidate } from '../../../../lambda/core/operator/doubt-candidate';
import { Prices } from '../../../../lambda/core/pricing/prices';
import type { Candidate } from '../../../../lambda/core/routing/candidate';

const PRICE = { profiles: ['us'], rates: { default: [0.3, 2.5] } };
const CATALOG: Catalog = {
  date: '2026-11-28',
  tierMultipliers: { flex: 0.5, priority: 1.75 },
  models: new Map(
    [
      { id: 'acme.sound-v1:0', tiers: ['default', 'flex'], prices: [PRICE], profiles: ['us'] },
      { id: 'acme.ends-v1:0', prices: [PRICE], lifecycle: { endOfLife: '2026-12-08' } },
      { id: 'acme.stays-v1:0', prices: [PRICE], lifecycle: { endOfLife: '2027-12-08' } },
      { id: 'acme.ended-v1:0', prices: [PRICE], lifecycle: { endOfLife: '2026-11-28' } },
      { id: 'acme.gone-v1:0', prices: [PRICE], lifecycle: { ended: true as const } },
      {
        id: 'acme.chat-v1:0',
        prices: [PRICE],
        wires: { 'chat-completions': true, responses: true },
      },
      { id: 'acme.invoke-v1:0', prices: [PRICE], wires: { converse: false, invoke: true } },
      { id: 'acme.both-v1:0', prices: [PRICE], wires: { converse: true, responses: false } },
    ].map((model) => [model.id, model]),
  ),
};
const FACTS = {
  catalog: CATALOG,
  prices: new Prices({ catalog: CATALOG, region: 'us-east-1' }),
  region: 'us-east-1',
  today: '2026-11-28',
};

const doubt = (baseModelId: string, tier: Candidate['tier'] = 'default', facts = FACTS) =>
  doubtCandidate({ baseModelId, tier }, facts).map(({ kind, text }) => `${kind}: ${text}`);

it('doubts nothing that the catalog knows to be right', () => {
  expect(doubt('us.acme.sound-v1:0', 'flex')).toEqual([]);
  expect(doubt('us.acme.stays-v1:0')).toEqual([]);
  expect(doubt('us.acme.both-v1:0')).toEqual([]);
});

it.each([
  [
    'us.acme.sound-v1:0',
    'priority',
    [
      'unsupported-tier: us.acme.sound-v1:0 is known not to take the tier "priority"; after a refusal the router calls it without a tier',
    ],
  ],
  ['us.acme.ends-v1:0', 'default', ['ends-soon: us.acme.ends-v1:0 ends on 2026-12-08, in 10 days']],
  ['us.acme.ended-v1:0', 'default', ['ended: us.acme.ended-v1:0 ended on 2026-11-28']],
  ['us.acme.gone-v1:0', 'default', ['ended: us.acme.gone-v1:0 has ended']],
  [
    'us.acme.chat-v1:0',
    'default',
    [
      'wire: us.acme.chat-v1:0 is known to answer chat-completions, responses, and may not answer Converse',
    ],
  ],
  [
    'us.acme.invoke-v1:0',
    'default',
    ['wire: us.acme.invoke-v1:0 is known not to answer Converse; it answers invoke'],
  ],
  [
    'us.acme.stays-v1:0',
    'flex',
    ['unknown-tier: us.acme.stays-v1:0 may not take the tier "flex"; this is not known'],
  ],
  [
    'us.acme.new-v1:0',
    'default',
    [
      'unknown-model: us.acme.new-v1:0 is not in the catalog, so only Bedrock knows what it takes',
      'unpriced: us.acme.new-v1:0 has no price on the tier "default", so no cost is known',
    ],
  ],
  [
    'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/us.acme.sound-v1:0',
    'default',
    [
      'unsupported-region: arn:aws:bedrock:eu-west-1:111122223333:inference-profile/us.acme.sound-v1:0 is in another Region than us-east-1, where it is called',
    ],
  ],
] as const)('doubts %s on the tier %s', (baseModelId, tier, doubts) => {
  expect(doubt(baseModelId, tier)).toEqual(doubts);
});

it('names the IDs that a Region serves', () => {
  const facts = { ...FACTS, region: 'us-west-2' };
  expect(doubt('eu.acme.sound-v1:0', 'default', facts)).toEqual([
    'unsupported-region: eu.acme.sound-v1:0 is known not to be served in the Region us-west-2; call us.acme.sound-v1:0 there',
    'unpriced: eu.acme.sound-v1:0 has no price on the tier "default", so no cost is known',
  ]);
});
