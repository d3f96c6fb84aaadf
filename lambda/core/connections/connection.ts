import * as v from 'valibot';
import { CONNECTION_NAME_RULE, isConnectionName } from '../ids/tiered-model-id';
import { jsonObject, members, refuse } from '../settings/check-value';

const TEXT_RULE = refuse('a text that is not empty');
const TEXT = v.pipe(v.string(TEXT_RULE), v.nonEmpty(TEXT_RULE));
const NAME_RULE = refuse(CONNECTION_NAME_RULE);

/** Connection → where and as whom Bedrock is called. */
export const CONNECTIONS = v.pipe(
  jsonObject(),
  v.record(
    v.pipe(v.string(), v.check(isConnectionName, NAME_RULE)),
    members({
      /** The router's own by default. */
      region: v.exactOptional(TEXT),
      /** In place of Bedrock's endpoint in the Region. */
      endpoint: v.exactOptional(TEXT),
      /** A role to assume. */
      roleArn: v.exactOptional(TEXT),
      externalId: v.exactOptional(TEXT),
      sessionName: v.exactOptional(TEXT),
      /** A secret that holds a Bedrock API key. */
      apiKeySecretArn: v.exactOptional(TEXT),
    }),
  ),
);

export type Connections = v.InferOutput<typeof CONNECTIONS>;
export type Connection = Connections[string];

/** A connection that assumes a role. */
export interface RoleConnection extends Pick<Connection, 'externalId' | 'sessionName'> {
  readonly roleArn: string;
}

/** Connection → its Region, for those that have one of their own. */
export function listRegions(connections: Connections): Readonly<Record<string, string>> {
  const regions = Object.entries(connections).flatMap(([name, { region }]) =>
    region === undefined ? [] : [[name, region] as const],
  );
  return Object.fromEntries(regions);
}
