import type { BedrockRuntimeClientConfig } from '@aws-sdk/client-bedrock-runtime';
import { keepFresh } from '../../adapters/aws-sdk/fresh-identity';
import {
  type ConnectionTransport,
  ConnectionTransports,
} from '../../adapters/bedrock/connection-transports';
import { createBedrockClient } from '../../adapters/bedrock/create-client';
import { SdkTransport, type Transport } from '../../adapters/bedrock/transport';
import type { Connection, Connections } from '../../core/connections/connection';
import { loadOnce } from './load-once';

const loadClients = loadOnce(() => import('./credential-clients'));

/** The router's own connection, and the declared ones, each of which is opened at its first call. */
export function openConnections(connections: Connections): Transport {
  const own = new SdkTransport(createBedrockClient());
  if (Object.keys(connections).length === 0) return own;
  return new ConnectionTransports(own, (name) => {
    const connection = Object.hasOwn(connections, name) ? connections[name] : undefined;
    return connection && openConnection(connection);
  });
}

function openConnection(connection: Connection): ConnectionTransport {
  const { region, endpoint } = connection;
  const { authorize, options } = chooseIdentity(connection);
  const client = createBedrockClient({
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    ...options,
  });
  return { transport: new SdkTransport(client), authorize };
}

interface ChosenIdentity {
  readonly authorize: ConnectionTransport['authorize'];
  readonly options: BedrockRuntimeClientConfig;
}

function chooseIdentity({ roleArn, apiKeySecretArn, region, ...role }: Connection): ChosenIdentity {
  if (roleArn !== undefined) {
    const read = loadOnce(async () =>
      (await loadClients()).assumeRole({ ...role, roleArn }, region),
    );
    const authorize = keepFresh(async () => (await read())());
    return { authorize, options: { credentials: authorize } };
  }
  if (apiKeySecretArn !== undefined) {
    const read = loadOnce(async () => (await loadClients()).readKey(apiKeySecretArn));
    const authorize = keepFresh(async () => (await read())());
    return { authorize, options: { token: authorize, authSchemePreference: ['httpBearerAuth'] } };
  }
  return { authorize: undefined, options: {} };
}
