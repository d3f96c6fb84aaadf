import { findAction } from './note-actions';

const LONGEST_MESSAGE = 300;

/** Name of an error, or a part of it → what the operator can do. */
const ADVICE: readonly (readonly [name: RegExp, advice: string])[] = [
  [
    /^CredentialsProviderError|^TokenProviderError/,
    'there are no valid AWS credentials; name a profile by --profile, or sign in as for the AWS CLI',
  ],
  [
    /^ExpiredToken|^RequestExpired|^TokenRefreshRequired/,
    'the AWS credentials have expired; sign in again as for the AWS CLI',
  ],
  [
    /^(UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|AuthFailure|IncompleteSignature|InvalidAccessKeyId)/,
    'AWS does not accept the credentials; check the access key, or the clock of this machine',
  ],
  [/^(Throttling|TooManyRequests|RequestLimitExceeded)/, 'AWS throttles this account; try again'],
];

/** What the SDK appends to the message of its parser, for programmers. */
const PARSER_ADVICE = /\s*Deserialization error: to see the raw response.*/s;

/** Codes of Node.js for a connection that failed. */
const UNREACHABLE = /^(ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH)$/;

/** Describes in one line why something failed. Messages of AWS are kept, since they name the resource. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return shorten(String(error));
  if (/^Region is missing/.test(error.message)) {
    return 'no AWS Region is set; name one by --region or AWS_REGION';
  }
  if (isDenied(error)) return describeDenial(error);
  const advice = ADVICE.find(([name]) => name.test(error.name))?.[1];
  if (advice !== undefined) return `${advice} (${shorten(error.message)})`;
  const code = 'code' in error ? String(error.code) : '';
  if (UNREACHABLE.test(code)) return `AWS cannot be reached: ${shorten(error.message || code)}`;
  const action = findAction(error);
  const message = describeMessage(error);
  return action === undefined ? message : `${action} failed: ${message}`;
}

/** A proxy that asks for a sign-in answers by a page of its own. */
function describeMessage({ message, name }: Error): string {
  const problem = message.replace(PARSER_ADVICE, '');
  if (problem === message) return shorten(message || name);
  return `the answer is not one of AWS; is there a proxy on the way? (${shorten(problem)})`;
}

/** Whether AWS says that the identity lacks a right. */
export function isDenied(error: unknown): boolean {
  return (
    error instanceof Error && /^(AccessDenied|UnauthorizedOperation|NotAuthorized)/.test(error.name)
  );
}

/** AWS's message names the identity and the resource. Some services leave out the action. */
function describeDenial(error: Error): string {
  const action = /perform: ([\w-]+:\w+)/.exec(error.message)?.[1] ?? findAction(error);
  const lacking = action === undefined ? 'a right' : `the right ${action}`;
  return `access denied: the AWS identity lacks ${lacking} (${shorten(error.message)})`;
}

function shorten(message: string): string {
  const line = message.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}
