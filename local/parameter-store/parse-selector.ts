/** Which parameter, and where not the latest, which version of it. */
export interface ParameterSelector {
  readonly name: string;
  /** As written; AWS takes a label here too, of which the emulator has none. */
  readonly version: string | undefined;
}

const ARN_BEFORE_NAME = /^arn:[^:]*:ssm:[^:]*:[^:]*:parameter(?=\/)/;

/**
 * | text                                                       | name          | version |
 * |------------------------------------------------------------|---------------|---------|
 * | `/team/route`                                              | `/team/route` | –       |
 * | `/team/route:3`                                            | `/team/route` | `3`     |
 * | `arn:aws:ssm:us-east-1:111122223333:parameter/team/route:3` | `/team/route` | `3`     |
 */
export function parseSelector(text: string): ParameterSelector {
  const [name = '', version] = text.replace(ARN_BEFORE_NAME, '').split(':');
  return { name, version };
}
