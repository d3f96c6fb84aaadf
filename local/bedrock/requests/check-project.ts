import type { JsonObject } from '../../../lambda/core/json/json-object';
import { invalid, violatedConstraint } from '../error';
import type { ReceivedRequest } from '../journal';
import { type BedrockOperation, isInvoke } from '../operation';
import { readString } from '../wire/json-members';
import type { ModelReference } from './model-reference';

const HEADER = 'x-amzn-bedrock-projectidentifier';
const DEFAULT_PROJECT = 'default';
const MAX_LENGTH = 2_048;
const PATTERN =
  '([a-zA-Z0-9_-]+|arn:aws(|-us-gov|-cn|-iso|-iso-b|-iso-f|-eusc):bedrock:[0-9a-z-]{1,20}:[0-9]{12}:project/[a-zA-Z0-9_-]+)';
const ID = new RegExp(`^${PATTERN}$`);

export interface ProjectRequest {
  readonly operation: BedrockOperation;
  readonly received: ReceivedRequest;
  readonly body: JsonObject;
}

/**
 * Checks the project to which a call is charged: a member of Converse bodies, and a header of the invoke operations.
 * The message about application inference profiles is the emulator's own, because Bedrock's is unknown.
 *
 * @throws BedrockError
 */
export function checkProject(
  { operation, received, body }: ProjectRequest,
  { isApplicationProfile }: ModelReference,
): void {
  if (operation === 'CountTokens') return;
  const project = isInvoke(operation)
    ? received.headers[HEADER]
    : readString(body['projectIdentifier']);
  if (project === undefined) return;
  if (project === '' || project.length > MAX_LENGTH || !ID.test(project)) {
    const constraint = `Member must satisfy regular expression pattern: ${PATTERN}`;
    throw violatedConstraint(`'${project.slice(0, MAX_LENGTH)}'`, 'projectIdentifier', constraint);
  }
  if (isApplicationProfile && project !== DEFAULT_PROJECT) {
    throw invalid('Application inference profiles support only the default project.');
  }
}
