import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../lambda/core/routing/plan';
import { readOutput } from '../../../contract/telemetry-bench';
import { composeEnded, composeReplied } from '../../../fakes/compose-outcome';
import { plan } from '../../../fakes/plan';

function asking(tier: string, route: string): Plan {
  return plan(route, { headers: { 'x-amzn-bedrock-service-tier': tier } });
}

describe('the plan of a request', () => {
  it.each([
    [
      'from the suffix',
      plan('N:flex'),
      [
        "Extracted service tier 'flex' from model ID. Using base model ID: us.amazon.nova-2-lite-v1:0",
        'Using service tier: flex',
      ],
    ],
    ['from the request', asking('priority', 'N'), ['Using service tier: priority']],
    [
      'against the suffix',
      asking('default', 'N:flex'),
      [
        "Extracted service tier 'flex' from model ID. Using base model ID: us.amazon.nova-2-lite-v1:0",
      ],
    ],
    ['as the default', plan('N'), []],
  ] as [string, Plan, string[]][])('with its tier %s', (_, planned, messages) => {
    const { logs, metrics } = readOutput((telemetry) => telemetry.recordPlan('request-1', planned));
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
          composeEnded(composeReplied(200, '{}', plan(`N:${requestedTier}`, { operation }))),
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
