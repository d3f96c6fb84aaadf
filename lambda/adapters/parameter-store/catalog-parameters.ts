import { PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import type { CatalogParameters } from '../../app/catalog/ports';
import { catalogParameter } from '../../contract';
import type { WrittenValue } from '../../core/settings/hot-value';
import { readParameters } from './read-parameters';

const DESCRIPTION =
  "What AWS changed about the router's models since its release. The router writes it; change prices at <prefix>/prices.";

/** The parameters of a router, of which the refresh writes one. */
export class SsmCatalogParameters implements CatalogParameters {
  readonly #client: SSMClient;
  readonly #prefix: string;

  constructor(client: SSMClient, prefix: string) {
    this.#client = client;
    this.#prefix = prefix;
  }

  async read(signal: AbortSignal): Promise<readonly WrittenValue[]> {
    return (await readParameters(this.#client, { prefix: this.#prefix }, signal)).parameters;
  }

  /** A value of up to 4,096 characters is a standard parameter, which costs nothing. A longer one is an advanced one. */
  async write(text: string, abortSignal: AbortSignal): Promise<void> {
    const command = new PutParameterCommand({
      Name: catalogParameter(this.#prefix),
      Type: 'String',
      Tier: 'Intelligent-Tiering',
      Description: DESCRIPTION,
      Value: text,
      Overwrite: true,
    });
    await this.#client.send(command, { abortSignal });
  }
}
