import { describe, expect, it } from 'vitest';
import type { Target } from '../../../../lambda/core/routing/target';
import { readOutput } from '../../../contract/telemetry-bench';
import { composeEnded, composeReplied } from '../../../fakes/compose-outcome';
import { composeTarget } from '../../../fakes/compose-target';

describe('the target of a request', () => {
  it.each([
    [
      'from the suffix',
      { suffixTier: 'flex', requestedTier: 'flex' },
      [
        "Extracted service tier 'flex' from model ID. Using base model ID: us.amazon.nova-2-lite-v1:0",
        'Using service tier: flex',
      ],
    ],
    [
      'from the request',
      { suffixTier: 'default', requestedTier: 'priority' },
      ['Using service tier: priority'],
    ],
    [
      'against the suffix',
      { suffixTier: 'flex', requestedTier: 'default' },
      [
        "Extracted service tier 'flex' from model ID. Using base model ID: us.amazon.nova-2-lite-v1:0",
      ],
    ],
    ['as the default', { suffixTier: 'default', requestedTier: 'default' }, []],
  ] as [string, Partial<Target>, string[]][])('with its tier %s', (_, tiers, messages) => {
    const { logs, metrics } = readOutput((telemetry) =>
      telemetry.recordTarget('request-1', composeTarget(tiers)),
    );
    expect(logs.map(({ message }) => message)).toEqual(messages);
    for (const log of logs) {
      expect(log).toMatchObject({
        level: 'INFO',
        service: 'bedrock-tier-router',
        request_id: 'request-1',
      });
    }
    expect(metrics).toEqual([]);
  });
});

describe('a request', () => {
  it.each([
    [200, 'INFO', 'Request served'],
    [400, 'WARN', 'Request refused'],
    [429, 'WARN', 'Request refused'],
    [500, 'ERROR', 'Request failed'],
    [503, 'ERROR', 'Request failed'],
  ])('that ends as %i is one line on level %s', (status, level, message) => {
    const { logs } = readOutput((telemetry) =>
      telemetry.recordReceipt(composeEnded(composeReplied(status, '{}'))),
    );
    expect(logs).toMatchObject([{ level, message, status, request_id: 'request-1' }]);
  });

  it('leaves nothing behind for the next', () => {
    const { metrics } = readOutput((telemetry) => {
      for (const requestedTier of ['flex', 'priority', 'flex'] as const) {
        const operation = `on-${requestedTier}`;
        telemetry.recordReceipt(
          composeEnded(composeReplied(200, '{}', { requestedTier, operation })),
        );
      }
    });
    expect(
      metrics.map(({ ServiceTier, Operation, Invocations }) => [
        ServiceTier,
        Operation,
        Invocations,
      ]),
    ).toEqual([
      ['flex', 'on-flex', 1],
      ['priority', 'on-priority', 1],
      ['flex', 'on-flex', 1],
    ]);
  });
});
