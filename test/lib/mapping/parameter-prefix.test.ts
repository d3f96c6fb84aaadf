import { Aws } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { resolveParameterPrefix } from '../../../lib/mapping/parameter-prefix';

const TWELVE_LEVELS = '/a/b/c/d/e/f/g/h/i/j/k/l';

it.each([
  [undefined, '/bedrock-tier-router'],
  ['/my-team/router_2.0', '/my-team/router_2.0'],
  [TWELVE_LEVELS, TWELVE_LEVELS],
])('reads %s as %s', (given, prefix) => {
  expect(resolveParameterPrefix(given)).toBe(prefix);
});

it.each([
  ['router', 'parameterPrefix "router" must start with "/"; e.g. "/bedrock-tier-router"'],
  ['', 'must start with "/"'],
  ['/router/', 'parameterPrefix "/router/" must not end with "/"'],
  ['/', 'must not end with "/"'],
  ['/my router', 'may contain letters, digits, "_", "." and "-" between single slashes'],
  ['/my//router', 'between single slashes'],
  ['/aws/router', 'must not start with "/aws" or "/ssm", which AWS reserves'],
  ['/SSM-router', 'must not start with "/aws" or "/ssm", which AWS reserves'],
  [`${TWELVE_LEVELS}/m`, 'has more than 12 levels'],
  [`/${'r'.repeat(900)}`, 'is longer than 900 characters'],
])('refuses "%s"', (prefix, message) => {
  expect(() => resolveParameterPrefix(prefix)).toThrow(message);
});

it('does not check a value that is known only at deployment', () => {
  const prefix = `${Aws.STACK_NAME}`;
  expect(resolveParameterPrefix(prefix)).toBe(prefix);
});
