import { SSMClient } from '@aws-sdk/client-ssm';
import type { ChangeRecord, ConsoleSources } from '../../console/sources';
import { SsmOperatorParameters } from '../../lambda/adapters/parameter-store/operator-parameters';
import { DEFAULT_OPERATIONS } from '../../lambda/contract';
import { readRouterConfig } from '../../lambda/core/settings/router-config';
import {
  composeFunctionEnvironment,
  type FunctionSettings,
} from '../../local/compose-function-environment';
import { composeLocalClient } from '../../local/compose-local-client';
import { serveOnLoopback } from '../../local/loopback-server';
import { ParameterStoreEmulator } from '../../local/parameter-store/emulator';
import { writeRoutes } from '../../local/write-parameters';

export const NOVA = 'us.amazon.nova-2-lite-v1:0';
export const PREFIX = '/bedrock-tier-router';
export const OVERRIDE = `${PREFIX}/overrides/operations/extraction`;
export const NOON = '2026-11-28T12:00:00.000Z';

/** What the console works on: Parameter Store with the default operations, at noon. */
export async function startSources(settings: FunctionSettings = {}) {
  const emulator = new ParameterStoreEmulator({ clock: () => new Date(NOON) });
  const server = await serveOnLoopback(emulator.listener);
  const store = emulator.parameters;
  writeRoutes(store, DEFAULT_OPERATIONS);
  const allowed = { allowedModels: [NOVA, 'us.anthropic.claude-sonnet-4-6'], ...settings };
  const environment = composeFunctionEnvironment(allowed, {
    bedrockUrl: server.url,
    ssmUrl: server.url,
  });
  const client = new SSMClient({ ...composeLocalClient(server.url), maxAttempts: 1 });
  const records: ChangeRecord[] = [];
  const sources: ConsoleSources = {
    config: readRouterConfig(environment),
    parameters: new SsmOperatorParameters(client, PREFIX),
    readsAuthors: true,
    now: () => new Date(NOON),
    record: (record) => records.push(record),
  };
  const write = (value: string, name = OVERRIDE) =>
    store.put({ name, type: 'StringList', value, overwrite: true });
  const close = () => server.close();
  return { sources, store, write, records, emulator, environment, close };
}
