import { randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { PlannedFailures } from '../planned-failures';
import { respondToCall, type ServiceResponse } from '../respond-to-call';

/** A call of AssumeRole, as it arrived. */
export interface AssumeRoleCall {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId: string | undefined;
}

/** A role that may be assumed. */
export interface AssumableRole {
  /** Without it a caller is refused, as a trust policy would. */
  readonly externalId?: string | undefined;
  /** @default 3600 */
  readonly lifetimeSeconds?: number | undefined;
}

/** Any access key is that of this user. */
const CALLER_IDENTITY = `<GetCallerIdentityResponse><GetCallerIdentityResult>${writeElements({
  Arn: 'arn:aws:iam::111122223333:user/local',
  UserId: 'AIDALOCAL',
  Account: '111122223333',
})}</GetCallerIdentityResult></GetCallerIdentityResponse>`;

const LIFETIME_SECONDS = 3_600;
const ERRORS = {
  throttle: composeError(400, 'Throttling', 'Rate exceeded'),
  internal: composeError(500, 'InternalFailure', 'We encountered an internal error.'),
} as const;

/**
 * Emulates AssumeRole and GetCallerIdentity of AWS STS. Access keys of a role end in a number that counts the calls:
 * `ASIALOCAL1`.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export class StsEmulator {
  /** Role ARN → who may assume it. Other roles are refused. */
  readonly roles = new Map<string, AssumableRole>();

  /** Planned failures. They also apply to the SDK's retries. */
  readonly failures = new PlannedFailures();

  /** The calls that were answered, oldest first. */
  readonly journal: AssumeRoleCall[] = [];

  /** Whether a request on a shared server is meant for this service. It is signed for it. */
  accepts({ headers }: IncomingMessage): boolean {
    return headers.authorization?.includes('/sts/aws4_request') ?? false;
  }

  readonly listener: RequestListener = (request, response) => {
    // Answering fails only if the client has disconnected.
    this.#serve(request, response).catch(() => response.destroy());
  };

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const input = new URLSearchParams(await text(request));
    response.setHeader('content-type', 'text/xml');
    if (input.get('Action') === 'GetCallerIdentity') {
      response.end(CALLER_IDENTITY);
      return;
    }
    const failure = this.failures.take('AssumeRole');
    await respondToCall(response, { failure, errors: ERRORS, perform: () => this.#assume(input) });
  }

  #assume(input: URLSearchParams): ServiceResponse {
    const roleArn = input.get('RoleArn') ?? '';
    const externalId = input.get('ExternalId') ?? undefined;
    const role = this.roles.get(roleArn);
    this.journal.push({ roleArn, sessionName: input.get('RoleSessionName') ?? '', externalId });
    if (role === undefined || role.externalId !== externalId) {
      const message = `User is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;
      return composeError(403, 'AccessDenied', message);
    }
    const lifetimeMillis = (role.lifetimeSeconds ?? LIFETIME_SECONDS) * 1_000;
    const credentials = writeElements({
      AccessKeyId: `ASIALOCAL${this.journal.length}`,
      SecretAccessKey: randomBytes(20).toString('hex'),
      SessionToken: randomBytes(20).toString('hex'),
      Expiration: new Date(Date.now() + lifetimeMillis).toISOString(),
    });
    const result = `<AssumeRoleResult><Credentials>${credentials}</Credentials></AssumeRoleResult>`;
    return { status: 200, body: `<AssumeRoleResponse>${result}</AssumeRoleResponse>` };
  }
}

function composeError(status: number, Code: string, Message: string): ServiceResponse {
  const error = writeElements({ Type: 'Sender', Code, Message });
  return { status, body: `<ErrorResponse><Error>${error}</Error></ErrorResponse>` };
}

function writeElements(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('');
}
