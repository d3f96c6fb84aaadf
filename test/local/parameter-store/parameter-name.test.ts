import { describe, expect, it } from 'vitest';
import {
  parseParameterName,
  parseParameterPath,
} from '../../../local/parameter-store/parameter-name';

const MIX_OF_LETTERS =
  'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';
const NO_PREFIX = 'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).';

describe('a parameter name', () => {
  it.each([
    ['/bedrock-tier-router/operations/extraction', '/bedrock-tier-router/operations/extraction'],
    ['route', 'route'],
    ['/route', '/route'],
    ['  /team/a.b_c-d  ', '/team/a.b_c-d'],
    ['/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15', '/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15'],
    ['/team/aws', '/team/aws'],
  ])('%j is read as %s', (text, name) => {
    expect(parseParameterName(text)).toBe(name);
  });

  it.each([
    ['', 'ValidationException', MIX_OF_LETTERS],
    ['/', 'ValidationException', MIX_OF_LETTERS],
    ['/team//route', 'ValidationException', MIX_OF_LETTERS],
    ['/team/route/', 'ValidationException', MIX_OF_LETTERS],
    ['/team/a route', 'ValidationException', MIX_OF_LETTERS],
    ['/team/route:3', 'ValidationException', MIX_OF_LETTERS],
    ['/SSM/route', 'ValidationException', MIX_OF_LETTERS],
    ['team/route', 'ValidationException', 'Parameter name must be a fully qualified name.'],
    ['awsome', 'ValidationException', NO_PREFIX],
    ['/Ssm', 'ValidationException', NO_PREFIX],
    [
      '/aws/service/route',
      'AccessDeniedException',
      'No access to reserved parameter name: /aws/service/route.',
    ],
    [
      '/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16',
      'HierarchyLevelLimitExceededException',
      'A hierarchy can have a maximum of 15 levels.',
    ],
    [
      `/${'n'.repeat(966)}`,
      'ValidationException',
      'Parameter name must be at most 966 characters long.',
    ],
  ])('%j is refused', (text, code, message) => {
    expect(() => parseParameterName(text)).toThrow(expect.objectContaining({ code, message }));
  });
});

describe('a path', () => {
  it.each([
    ['/', ''],
    ['/team', '/team'],
    ['/team/routes/', '/team/routes'],
  ])('%j is read as %j', (text, path) => {
    expect(parseParameterPath(text)).toBe(path);
  });

  it.each(['', 'team', '//', '/team//routes', '/team/*'])('%j is refused', (text) => {
    expect(() => parseParameterPath(text)).toThrow(
      /must begin with a forward slash.*Valid example: \/get\/parameters2-\/by1\.\/path0_\.$/,
    );
  });

  it('of many segments with an invalid end is refused quickly', () => {
    expect(() => parseParameterPath(`/${'a'.repeat(2000)}/${'b/'.repeat(500)}*`)).toThrow();
  });
});
