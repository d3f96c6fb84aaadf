import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { PlannedFailures } from '../planned-failures';
import { respondToCall, type ServiceResponse } from '../respond-to-call';

const TARGET = 'secretsmanager.GetSecretValue';
const NOT_FOUND =
  '{"__type":"ResourceNotFoundException","Message":"Secrets Manager can\'t find the specified secret."}';
const ERRORS = {
  throttle: { status: 400, body: '{"__type":"ThrottlingException","message":"Rate exceeded"}' },
  internal: { status: 500, body: '{"__type":"InternalServiceError"}' },
} as const;

/**
 * Emulates GetSecretValue of AWS Secrets Manager.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export class SecretsManagerEmulator {
  /** Secret ARN → its text. */
  readonly secrets = new Map<string, string>();

  /** Planned failures. They also apply to the SDK's retries. */
  readonly failures = new PlannedFailures();

  /** Whether a request on a shared server is meant for this service. */
  accepts({ headers }: IncomingMessage): boolean {
    return headers['x-amz-target'] === TARGET;
  }

  readonly listener: RequestListener = (request, response) => {
    // Reading a request fails only if its client has disconnected.
    this.#serve(request, response).catch(() => response.destroy());
  };

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { SecretId = '' } = (await json(request)) as { readonly SecretId?: string };
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    const failure = this.failures.take('GetSecretValue');
    await respondToCall(response, { failure, errors: ERRORS, perform: () => this.#read(SecretId) });
  }

  #read(ARN: string): ServiceResponse {
    const SecretString = this.secrets.get(ARN);
    if (SecretString === undefined) {
      return { status: 400, body: NOT_FOUND };
    }
    return { status: 200, body: JSON.stringify({ ARN, SecretString }) };
  }
}
