import { ParameterStoreError, refuseAsInvalid } from './error';

const MAX_LEVELS = 15;

/** AWS allows 1,011 characters, including the part of the ARN before the name. */
const MAX_NAME_LENGTH = 1011 - 'arn:aws:ssm:us-east-1:111122223333:parameter/'.length;

const NAME_RULE =
  'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of ' +
  'sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following ' +
  '3 symbols .-_';

const PATH_RULE =
  'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". ' +
  'It can\'t be prefixed with \\"aws\\" or \\"ssm\\" (case-insensitive). It must use only letters, numbers, or the ' +
  'following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if ' +
  'specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.';

/**
 * Checks the name of a parameter to write, and returns it without surrounding spaces, as AWS stores it.
 *
 * | text              | refused with                        |
 * |-------------------|-------------------------------------|
 * | `/team/route`     | –                                   |
 * | `team/route`      | ValidationException                 |
 * | `/team//a b`      | ValidationException                 |
 * | `/aws/route`      | AccessDeniedException               |
 * | `ssm-route`       | ValidationException                 |
 * | 16 levels         | HierarchyLevelLimitExceededException |
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html
 */
export function parseParameterName(text: string): string {
  const name = text.trim();
  if (!/^(\/?[a-zA-Z0-9_.-]+)(\/[a-zA-Z0-9_.-]+)*$/.test(name)) throw refuseAsInvalid(NAME_RULE);
  if (name.includes('/') && !name.startsWith('/')) {
    throw refuseAsInvalid('Parameter name must be a fully qualified name.');
  }
  if (name.length > MAX_NAME_LENGTH) {
    throw refuseAsInvalid(`Parameter name must be at most ${MAX_NAME_LENGTH} characters long.`);
  }
  checkReservedPrefix(name);
  if (name.split('/').length - 1 > MAX_LEVELS) {
    throw new ParameterStoreError(
      'HierarchyLevelLimitExceededException',
      `A hierarchy can have a maximum of ${MAX_LEVELS} levels.`,
    );
  }
  return name;
}

/** Checks the path of GetParametersByPath, and returns it without a trailing slash. */
export function parseParameterPath(text: string): string {
  if (!/^(\/|(\/[a-zA-Z0-9_.-]+)+\/?)$/.test(text)) throw refuseAsInvalid(PATH_RULE);
  return text.replace(/\/$/, '');
}

/** The name of a parameter, and optionally a version. */
export interface ParameterSelector {
  readonly name: string;
  /** The text after the colon. In AWS it may also be a label; the emulator has no labels. */
  readonly version: string | undefined;
}

const ARN_BEFORE_NAME = /^arn:[^:]*:ssm:[^:]*:[^:]*:parameter(?=\/)/;

/**
 * Splits a selector into the name of a parameter and its version.
 *
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

function checkReservedPrefix(name: string): void {
  const isPath = name.lastIndexOf('/') > 0;
  if (isPath && /^\/aws/i.test(name)) {
    throw new ParameterStoreError(
      'AccessDeniedException',
      `No access to reserved parameter name: ${name}.`,
    );
  }
  if (!/^\/?(aws|ssm)/i.test(name)) return;
  throw refuseAsInvalid(
    isPath
      ? NAME_RULE
      : 'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).',
  );
}
