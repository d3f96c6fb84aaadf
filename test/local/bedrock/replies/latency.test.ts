import { ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { scaleLatency, simulateLatency } from '../../../../local/bedrock/replies/latency';
import { MESSAGES, NOVA, SharedEmulator } from '../share-emulator';

describe('simulateLatency', () => {
  it.each([
    ['priority', 0, 220, 220],
    ['default', 0, 350, 350],
    ['flex', 0, 900, 900],
    ['priority', 100, 220, 670],
    ['default', 100, 350, 950],
    ['flex', 100, 900, 1900],
    ['ultrafast', 100, 150, 300],
    ['economy', 100, 350, 950],
    ['constructor', 100, 350, 950],
  ])(
    'is on %s with %i tokens %i ms to the first and %i ms in total',
    (tier, tokens, first, all) => {
      const latency = simulateLatency(tier, tokens, 0.5);
      expect(latency).toEqual({ firstTokenMillis: first, totalMillis: all });
    },
  );

  it('keeps the order of the tiers with any jitter', () => {
    const slowest = (tier: string) => simulateLatency(tier, 100, 1).totalMillis;
    const fastest = (tier: string) => simulateLatency(tier, 100, 0).totalMillis;
    expect(slowest('ultrafast')).toBeLessThan(fastest('priority'));
    expect(slowest('priority')).toBeLessThan(fastest('default'));
    expect(slowest('default')).toBeLessThan(fastest('flex'));
  });

  it('scales the simulated time, but not the time that a failure adds', () => {
    const latency = scaleLatency({ firstTokenMillis: 100, totalMillis: 300 }, 0.5, 7);
    expect(latency).toEqual({ firstTokenMillis: 57, totalMillis: 157 });
  });
});

describe('the emulator', () => {
  const bedrock = new SharedEmulator();

  it('reports its latency', async () => {
    bedrock.restart({ latencyScale: 0.02 });
    const start = performance.now();
    const reply = await bedrock.client.send(
      new ConverseCommand({ modelId: NOVA, messages: MESSAGES }),
    );
    expect(reply.metrics?.latencyMs).toBe(10);
    expect(performance.now() - start).toBeGreaterThanOrEqual(8);
  });

  it('spreads the deltas over its latency', async () => {
    bedrock.restart({ latencyScale: 0.1 });
    const start = performance.now();
    const { stream = [] } = await bedrock.client.send(
      new ConverseStreamCommand({ modelId: NOVA, messages: MESSAGES }),
    );
    let deltas = 0;
    for await (const event of stream) if (event.contentBlockDelta) deltas += 1;
    expect(deltas).toBe(5);
    expect(performance.now() - start).toBeGreaterThanOrEqual(8);
  });
});
