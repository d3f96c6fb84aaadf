import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { SSMClient } from '@aws-sdk/client-ssm';
import { HttpRequest } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { onTestFinished } from 'vitest';
import { BODY } from '../../router/support';
import { type EmulatedAccount, REGION, ROOT_CREDENTIALS } from './emulated-account';

const SIGNING = { signingName: 'execute-api', signingRegion: REGION };

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Somebody who calls an API with IAM authorization: signs for `execute-api`. */
export class Principal {
  constructor(private readonly credentials: Credentials = ROOT_CREDENTIALS) {}

  get(url: string): Promise<Response> {
    return this.#send(url, { method: 'GET' });
  }

  post(url: string, body: string = BODY): Promise<Response> {
    return this.#send(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
  }

  /** AWS's client, which signs for `bedrock` unless it is told otherwise. */
  createClient(url: string): BedrockRuntimeClient {
    const client = new BedrockRuntimeClient({
      region: REGION,
      endpoint: url,
      credentials: this.credentials,
      maxAttempts: 1,
      // Over HTTP/2, streams of ministack reach this client without their events.
      requestHandler: new NodeHttpHandler(),
      httpAuthSchemeProvider: () => [
        {
          schemeId: 'aws.auth#sigv4',
          signingProperties: { name: SIGNING.signingName, region: REGION },
          propertiesExtractor: (config, context) => ({ signingProperties: { config, context } }),
        },
      ],
    });
    onTestFinished(() => client.destroy());
    return client;
  }

  async #send(
    url: string,
    request: { method: string; body?: string; headers?: Record<string, string> },
  ): Promise<Response> {
    const { hostname, port, pathname } = new URL(url);
    const headers = { ...request.headers, host: `${hostname}:${port}` };
    const signed = await this.#sign(
      new HttpRequest({ ...request, headers, hostname, port: Number(port), path: pathname }),
    );
    return fetch(url, { ...request, headers: signed.headers });
  }

  /** Every client of the SDK has the signer. */
  async #sign(request: HttpRequest): Promise<{ headers: Record<string, string> }> {
    const client = new SSMClient({ region: REGION, credentials: this.credentials });
    const signer = await client.config.signer({ name: 'sigv4', ...SIGNING, properties: {} });
    client.destroy();
    return signer.sign(request);
  }
}

/** A user of the account who may do what the statement says. */
export async function createUser(
  { aws }: EmulatedAccount,
  name: string,
  statement: object,
): Promise<Principal> {
  const user = ['--user-name', name];
  await aws('iam', 'create-user', ...user);
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await aws('iam', 'put-user-policy', ...user, '--policy-name', 'all', '--policy-document', policy);
  const { AccessKey } = await aws<{
    AccessKey: { AccessKeyId: string; SecretAccessKey: string };
  }>('iam', 'create-access-key', ...user);
  return new Principal({
    accessKeyId: AccessKey.AccessKeyId,
    secretAccessKey: AccessKey.SecretAccessKey,
  });
}
