import { setImmediate as turn } from 'node:timers/promises';
import { SSMClient } from '@aws-sdk/client-ssm';
import { onTestFinished } from 'vitest';
import {
  ParameterTree,
  type ParameterTreeOptions,
} from '../../lambda/adapters/parameter-store/parameter-tree';
import { requireCaller } from '../../lambda/core/callers/policies';
import { RouterError } from '../../lambda/core/errors/router-error';
import { priceUsage } from '../../lambda/core/pricing/price-usage';
import type { Snapshot } from '../../lambda/core/settings/snapshot';
import { composeLocalClient } from '../../local/compose-local-client';
import { serveOnLoopback } from '../../local/loopback-server';
import { ParameterStoreEmulator } from '../../local/parameter-store/emulator';
import { FakeClock } from '../fakes/fake-clock';
import { composeMapping } from '../fakes/fixed-snapshots';
import { RecordingTelemetry } from '../fakes/recording-telemetry';

export const PREFIX = '/bedrock-tier-router';
export const MAX_AGE_MILLIS = 30_000;
export const NOVA = 'us.amazon.nova-2-lite-v1:0';
export const DEPLOYED = { classification: `${NOVA}:priority`, extraction: `${NOVA}:flex` };

type Options = Partial<Omit<ParameterTreeOptions, 'client' | 'clock' | 'pause' | 'telemetry'>>;

/** An emulator of Parameter Store for one test, and as many trees on it as the test wants. */
export async function startParameters(written: Readonly<Record<string, string>> = {}) {
  const emulator = new ParameterStoreEmulator();
  const server = await serveOnLoopback(emulator.listener);
  onTestFinished(() => server.close());
  /** @param name below the prefix */
  const write = (name: string, value: string) =>
    void emulator.parameters.put({
      name: `${PREFIX}/${name}`,
      type: name.startsWith('operations/') ? 'StringList' : 'String',
      value,
      overwrite: true,
    });
  for (const [name, value] of Object.entries(written)) write(name, value);
  const remove = (name: string) => void emulator.parameters.delete(`${PREFIX}/${name}`);
  const open = (options: Options = {}) => openTree(server.url, options);
  return { emulator, write, remove, open };
}

/** The adapter on an endpoint, with a clock that the test moves. */
export function openTree(url: string, options: Options = {}) {
  const clock = new FakeClock();
  const telemetry = new RecordingTelemetry();
  /** Never ends before a reading: on a busy machine, a late answer of the emulator is no failure. */
  const pause = async (millis: number, signal: AbortSignal) => {
    await tree.settled();
    await turn();
    if (!signal.aborted) clock.advance(millis);
  };
  const tree: ParameterTree = new ParameterTree({
    client: createClient(url),
    prefix: PREFIX,
    bounds: { models: 'any', tiers: ['priority', 'default', 'flex', 'reserved', 'ultrafast'] },
    hasCallers: true,
    region: 'us-east-1',
    deployed: composeMapping(DEPLOYED, 'deploy'),
    maxAgeMillis: MAX_AGE_MILLIS,
    clock: clock.read,
    pause,
    random: () => 0,
    telemetry,
    ...options,
  });
  return { tree, clock, telemetry, problems: telemetry.mappingProblems };
}

/** Lets a snapshot grow old, has it read anew, and gives what is in force then. */
export async function refresh({ tree, clock }: ReturnType<typeof openTree>): Promise<Snapshot> {
  clock.advance(MAX_AGE_MILLIS);
  await tree.current();
  await tree.settled();
  return tree.current();
}

/** What becomes of an API key's ID: the caller's name, or the code of the refusal. */
export function nameCaller({ policies }: Snapshot, callerId: string | undefined): string {
  try {
    return requireCaller(policies, callerId).policy.name;
  } catch (error) {
    if (error instanceof RouterError) return error.code;
    throw error;
  }
}

/** USD of a million tokens in, at a tier of a model whose built-in price is 0.33. */
export function priceNova({ prices }: Snapshot, tier = 'default'): number | undefined {
  const usage = {
    inputTokens: 1_000_000,
    outputTokens: 0,
    cacheReadInputTokens: 0,
    cacheWriteInputTokens: 0,
    cacheWriteOneHourInputTokens: 0,
  };
  const cost = priceUsage(prices, { baseModelId: NOVA, tier, usage });
  return cost.kind === 'priced' ? cost.usd : undefined;
}

/** Without retries, whose pauses would be real. */
function createClient(endpoint: string): SSMClient {
  const client = new SSMClient({ ...composeLocalClient(endpoint), maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client;
}
