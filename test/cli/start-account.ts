import { onTestFinished, vi } from 'vitest';
import { createProgram } from '../../cli/program';
import {
  type WrittenRouterConfig,
  writeRouterEnvironment,
} from '../../lambda/core/settings/router-config';
import { DeploymentEmulator, LOCAL_STACK_ID } from '../../local/deployment/emulator';
import { serveOnLoopback } from '../../local/loopback-server';
import { ParameterStoreEmulator } from '../../local/parameter-store/emulator';
import { runCaptured } from './run-captured';

export const NOVA = 'us.amazon.nova-2-lite-v1:0';
export const PREFIX = '/bedrock-tier-router';

type Emulator = Pick<DeploymentEmulator, 'accepts' | 'listener'>;

export interface AccountOptions {
  readonly config?: Partial<WrittenRouterConfig>;
  /** Name below the prefix → value. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** They are asked first. */
  readonly emulators?: readonly Emulator[];
}

/** An account with a router, as far as the commands see it, and the command line in this process. */
export async function startAccount({
  config,
  parameters = {},
  emulators = [],
}: AccountOptions = {}) {
  let minute = 0;
  const store = new ParameterStoreEmulator({
    clock: () => new Date(Date.UTC(2026, 10, 28, 12, minute++)),
  });
  const deployment = new DeploymentEmulator();
  const services: readonly Emulator[] = [...emulators, deployment, store];
  const server = await serveOnLoopback((request, response) => {
    const service = services.find((each) => each.accepts(request));
    if (service === undefined) response.writeHead(501).end();
    else service.listener(request, response);
  });
  onTestFinished(() => server.close());
  const write = (name: string, value: string) =>
    store.parameters.put({
      name: `${PREFIX}/${name}`,
      type: name.includes('operations/') ? 'StringList' : 'String',
      value,
      overwrite: true,
    });
  write('owner', LOCAL_STACK_ID);
  for (const [name, value] of Object.entries(parameters)) write(name, value);
  deployment.function = { parameterPrefix: PREFIX, variables: composeVariables(config) };
  stubEnvironment(server.url);
  return {
    url: server.url,
    store,
    deployment,
    write,
    read: (name: string) => store.parameters.find(`${PREFIX}/${name}`)?.value,
    run: (...words: string[]) => runCaptured(createProgram(), words),
  };
}

function composeVariables(config: AccountOptions['config']): Record<string, string> {
  return writeRouterEnvironment({
    parameterPrefix: PREFIX,
    operations: { classification: `${NOVA}:priority`, extraction: `${NOVA}:flex` },
    allowedModels: [NOVA, 'google.gemma-3-27b-it'],
    allowedTiers: ['priority', 'default', 'flex'],
    mappingMaxAgeSeconds: 30,
    requestTimeoutSeconds: 300,
    ...config,
  });
}

function stubEnvironment(url: string): void {
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_DEFAULT_REGION', undefined);
  vi.stubEnv('AWS_PROFILE', undefined);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent/config');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent/credentials');
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
}
