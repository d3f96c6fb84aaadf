/** Who sends a request, as API Gateway knows it. */
export interface RequestPrincipal {
  /** API Gateway's ID of the key. */
  readonly callerId: string | undefined;
  /** The ARN of the IAM principal that signed the request. */
  readonly userArn: string | undefined;
  /** The principal that an authorizer names, or the subject of a token of Cognito. */
  readonly authorizedId: string | undefined;
}

/** `arn:aws:sts::111122223333:assumed-role/Stage/i-0abc`. The session's name changes with each process. */
const SESSION = /^(arn:[^:]+:sts::\d+:assumed-role\/[^/]+)\/.+$/;

/**
 * Names the owner of a job: whoever may see and stop it.
 *
 * | Request                                                    | Owner                                          |
 * |------------------------------------------------------------|------------------------------------------------|
 * | with an API key                                            | `key:a1b2c3`                                   |
 * | signed by `arn:aws:sts::1…:assumed-role/Stage/session`     | `arn:aws:sts::1…:assumed-role/Stage`           |
 * | signed by a user                                           | `arn:aws:iam::1…:user/ann`                     |
 * | allowed by an authorizer                                   | `principal:ann`                                |
 * | at an endpoint without authorization                       | `anyone`                                       |
 */
export function nameOwner({ callerId, userArn, authorizedId }: RequestPrincipal): string {
  if (callerId) return `key:${callerId}`;
  if (userArn) return userArn.replace(SESSION, '$1');
  return authorizedId ? `principal:${authorizedId}` : 'anyone';
}
