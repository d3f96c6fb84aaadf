import { describe, expect, it } from 'vitest';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import type { Target } from '../../../../lambda/core/routing/target';
import { readOutput } from '../../../contract/telemetry-bench';
import { composeRecord, composeRefused, composeReplied } from '../../../fakes/compose-record';
import { composeTarget } from '../../../fakes/compose-target';

const CLAIMS = {
  id: 'key-1',
  policy: { name: 'Claims', operations: 'any', tiers: 'any', models: 'any', budget: undefined },
} as const;

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
      telemetry.recordRequest(composeRecord(composeReplied(status, '{}'))),
    );
    expect(logs).toMatchObject([{ level, message, status, request_id: 'request-1' }]);
  });

  it('is one EMF line under two sets of dimensions', () => {
    const text = '{"serviceTier":{"type":"flex"},"usage":{"inputTokens":3,"outputTokens":4}}';
    const { metrics } = readOutput((telemetry) =>
      telemetry.recordRequest(composeRecord(composeReplied(200, text))),
    );
    expect(metrics).toEqual([
      {
        _aws: {
          Timestamp: expect.any(Number),
          CloudWatchMetrics: [
            {
              Namespace: 'BedrockTierRouter',
              Dimensions: [
                ['service', 'ServiceTier', 'Operation'],
                ['service', 'ServiceTier', 'ModelId', 'ResolvedServiceTier'],
              ],
              Metrics: [
                { Name: 'Invocations', Unit: 'Count' },
                { Name: 'InputTokenCount', Unit: 'Count' },
                { Name: 'OutputTokenCount', Unit: 'Count' },
                { Name: 'InvocationLatency', Unit: 'Milliseconds' },
                { Name: 'RouterLatency', Unit: 'Milliseconds' },
              ],
            },
          ],
        },
        service: 'bedrock-tier-router',
        Operation: 'extraction',
        ServiceTier: 'flex',
        ModelId: 'us.amazon.nova-2-lite-v1:0',
        ResolvedServiceTier: 'flex',
        Invocations: 1,
        InputTokenCount: 3,
        OutputTokenCount: 4,
        InvocationLatency: 80,
        RouterLatency: 20,
      },
    ]);
  });

  it('of a known caller is under a third set, in the same line', () => {
    const { logs, metrics } = readOutput((telemetry) => {
      telemetry.recordRequest(composeRecord(composeReplied(200, '{}', { caller: CLAIMS })));
      telemetry.recordRequest(composeRecord(composeReplied(200, '{}')));
    });
    expect(logs.map(({ caller }) => caller)).toEqual(['Claims', undefined]);
    const [known, unknown] = metrics;
    expect(known).toMatchObject({ Caller: 'Claims', ServiceTier: 'flex', Invocations: 1 });
    expect(known).toHaveProperty('_aws.CloudWatchMetrics.0.Dimensions', [
      ['service', 'ServiceTier', 'Operation'],
      ['service', 'ServiceTier', 'ModelId', 'ResolvedServiceTier'],
      ['service', 'ServiceTier', 'Caller'],
    ]);
    expect(unknown).not.toHaveProperty('Caller');
    expect(unknown).toHaveProperty('_aws.CloudWatchMetrics.0.Dimensions.length', 2);
  });

  it('whose tier Bedrock did not tell is unreported', () => {
    const { metrics } = readOutput((telemetry) =>
      telemetry.recordRequest(composeRecord(composeReplied(429, '{}'))),
    );
    expect(metrics).toMatchObject([{ ResolvedServiceTier: 'unreported', InvocationThrottles: 1 }]);
  });

  it('without a target has no metrics', () => {
    const error = new RouterError('unknown-operation', 'no');
    const { logs, metrics } = readOutput((telemetry) =>
      telemetry.recordRequest(composeRecord(composeRefused(error))),
    );
    expect(logs).toHaveLength(1);
    expect(metrics).toEqual([]);
  });

  it('leaves nothing behind for the next', () => {
    const { metrics } = readOutput((telemetry) => {
      for (const requestedTier of ['flex', 'priority', 'flex'] as const) {
        const operation = `on-${requestedTier}`;
        telemetry.recordRequest(
          composeRecord(composeReplied(200, '{}', { requestedTier, operation })),
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
