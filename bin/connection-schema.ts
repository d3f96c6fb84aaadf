import * as v from 'valibot';
import { refuse } from '../lambda/core/settings/check-value';
import { members } from './check-value';

const optional = v.exactOptional;

const KINDS = ['roleArn', 'endpoint', 'apiKeySecretArn'] as const;

const text = v.pipe(
  v.string(refuse('a text')),
  v.nonEmpty(refuse('a text of one or more characters')),
);
const httpsUrl = v.pipe(text, v.regex(/^https:\/\//, refuse('a URL that begins with https://')));

/** One of `roleArn`, `endpoint` and `apiKeySecretArn`, or a Region alone. */
export const CONNECTION = v.pipe(
  members({
    region: optional(text),
    roleArn: optional(text),
    externalId: optional(text),
    sessionName: optional(text),
    endpoint: optional(httpsUrl),
    apiKeySecretArn: optional(text),
  }),
  v.check(
    (value) => KINDS.filter((name) => name in value).length < 2,
    refuse(`an object with one of ${KINDS.join(', ')}`),
  ),
  v.minEntries(1, refuse('an object such as {"region":"eu-central-1"}')),
);

export type ConnectionConfig = v.InferOutput<typeof CONNECTION>;
