import { Token } from 'aws-cdk-lib';
import { CONNECTION_NAME_RULE, isConnectionName } from '../../lambda/core/ids/tiered-model-id';
import type { Operations } from '../mapping/operations';
import type { RouterConnection } from './router-connection';

/** Connection → where and as whom Bedrock is called. */
export type Connections = Readonly<{ [name: string]: RouterConnection }>;

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/;
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;
/** AWS STS allows no others. */
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;

/** @throws Error that names the connection, the value received and the values allowed */
export function checkConnections(connections: Connections, named: Operations): void {
  for (const [name, connection] of Object.entries(connections)) {
    if (!isConnectionName(name)) {
      throw new Error(`the name of a connection must be ${CONNECTION_NAME_RULE}, got "${name}"`);
    }
    checkConnection(name, connection);
  }
  requireDeclared(connections, named);
}

function checkConnection(name: string, { _value }: RouterConnection): void {
  const { region, roleArn, sessionName, externalId, endpoint } = _value;
  check(name, region, { rule: 'region must be a Region such as "eu-central-1"', pattern: REGION });
  check(name, roleArn, { rule: 'roleArn must be the ARN of an IAM role', pattern: ROLE_ARN });
  check(name, sessionName, {
    rule: 'sessionName must be 2 to 64 letters, digits and "_+=,.@-"',
    pattern: SESSION_NAME,
  });
  check(name, externalId, {
    rule: 'externalId must be 2 to 1,224 letters, digits and "_+=,.@:/-"',
    pattern: EXTERNAL_ID,
  });
  check(name, endpoint, { rule: 'url must begin with "https://"', pattern: /^https:\/\/[^\s]+$/ });
}

function check(
  name: string,
  value: string | undefined,
  { rule, pattern }: { readonly rule: string; readonly pattern: RegExp },
): void {
  if (value === undefined || Token.isUnresolved(value) || pattern.test(value)) return;
  throw new Error(`connection "${name}": ${rule}, got "${value}"`);
}

function requireDeclared(connections: Connections, named: Operations): void {
  const names = Object.keys(connections);
  for (const [operation, route] of Object.entries(named)) {
    const connection = route.find((each) => each.connection && !names.includes(each.connection));
    if (connection === undefined) continue;
    throw new Error(
      `the operation "${operation}" names the connection "${connection.connection}", which is not in connections: ${names.join(', ') || 'none'}`,
    );
  }
}
