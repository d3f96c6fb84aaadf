import {
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  type GetParametersByPathCommandInput,
  GetParametersCommand,
  InvalidFilterKey,
  InvalidNextToken,
  ParameterNotFound,
  ParameterVersionNotFound,
  paginateGetParametersByPath,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { SharedParameterStore, violate } from './start-parameter-store';

const store = new SharedParameterStore();

const MORNING = new Date('2026-11-21T08:15:30.250Z');
const LETTERS = [...'abcdefghijklmnopqrstuvw'];

describe('GetParameter', () => {
  const get = (Name: string) => store.client.send(new GetParameterCommand({ Name }));

  it.each([
    ['/team/route', 'two', undefined],
    ['/team/route:1', 'one', ':1'],
    ['arn:aws:ssm:us-east-1:111122223333:parameter/team/route', 'two', undefined],
    ['arn:aws:ssm:us-east-1:111122223333:parameter/team/route:1', 'one', ':1'],
  ])('returns all members of %s that AWS returns', async (name, Value, Selector) => {
    store.restart(() => MORNING);
    store.parameters.put({ name: '/team/route', value: 'one', type: 'StringList' });
    store.parameters.put({ name: '/team/route', value: 'two', overwrite: true });
    expect((await get(name)).Parameter).toEqual({
      Name: '/team/route',
      Type: 'StringList',
      Value,
      Version: Value === 'one' ? 1 : 2,
      LastModifiedDate: new Date('2026-11-21T08:15:30.250Z'),
      ARN: 'arn:aws:ssm:us-east-1:111122223333:parameter/team/route',
      DataType: 'text',
      ...(Selector === undefined ? {} : { Selector }),
    });
  });

  it.each([
    ['/team/none', ParameterNotFound, 'Parameter /team/none not found.'],
    [
      '/team/route:7',
      ParameterVersionNotFound,
      'Systems Manager could not find version 7 of /team/route. Verify the version and try again.',
    ],
    [
      '/team/route:live',
      ParameterVersionNotFound,
      'Systems Manager could not find version live of /team/route. Verify the version and try again.',
    ],
  ])('does not find %s', async (name, exception, message) => {
    store.fill('/team/route');
    const call = get(name);
    await expect(call).rejects.toBeInstanceOf(exception);
    await expect(call).rejects.toMatchObject({
      message,
      $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });
});

describe('GetParameters', () => {
  it('separates existing from missing parameters', async () => {
    store.fill('/team/a', '/team/b');
    const Names = ['/team/b', '/team/none', '/team/a:1', '/team/a:9'];
    const found = await store.client.send(new GetParametersCommand({ Names }));
    expect(found.Parameters?.map(({ Name, Value }) => [Name, Value])).toEqual([
      ['/team/b', 'value of /team/b'],
      ['/team/a', 'value of /team/a'],
    ]);
    expect(found.InvalidParameters).toEqual(['/team/none', '/team/a:9']);
  });

  it.each([
    [
      LETTERS.slice(0, 11),
      "'[a, b, c, d, e, f, g, h, i, j, k]'",
      'have length less than or equal to 10',
    ],
    [[], "'[]'", 'have length greater than or equal to 1'],
    [undefined, 'null', 'not be null'],
  ])('refuses the names %j', async (Names, received, constraint) => {
    await expect(store.client.send(new GetParametersCommand({ Names }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: violate(received, 'names', constraint),
    });
  });
});

describe('GetParametersByPath', () => {
  const list = (input: Partial<GetParametersByPathCommandInput> = {}) =>
    store.client.send(new GetParametersByPathCommand({ Path: '/team', ...input }));

  it.each([
    ['/team', undefined, ['/team/a', '/team/b']],
    ['/team/', false, ['/team/a', '/team/b']],
    ['/team', true, ['/team/a', '/team/b', '/team/b/deep', '/team/c/deep']],
    ['/', false, ['/root', 'bare']],
    [
      '/',
      true,
      ['/root', '/team/a', '/team/b', '/team/b/deep', '/team/c/deep', '/teams/a', 'bare'],
    ],
    ['/team/a', true, []],
  ])('lists below %s, recursive %s', async (Path, Recursive, names) => {
    store.fill('/teams/a', '/team/b/deep', '/team/b', '/root', 'bare', '/team/c/deep', '/team/a');
    const { Parameters } = await list({ Path, Recursive });
    expect(Parameters?.map(({ Name }) => Name)).toEqual(names);
  });

  it.each([
    [23, undefined, ['abcdefghij', 'klmnopqrst', 'uvw']],
    [10, undefined, ['abcdefghij']],
    [3, 2, ['ab', 'c']],
  ])('lists %i parameters, %s per page', async (count, MaxResults, pages) => {
    store.fill(...LETTERS.slice(0, count).map((letter) => `/team/${letter}`));
    const input = { Path: '/team', MaxResults };
    const listed = [];
    for await (const page of paginateGetParametersByPath({ client: store.client }, input)) {
      listed.push(page.Parameters?.map(({ Name }) => Name?.slice(6)).join(''));
    }
    expect(listed).toEqual(pages);
  });

  it.each([
    [11, 'have value less than or equal to 10'],
    [0, 'have value greater than or equal to 1'],
  ])('refuses MaxResults %d', async (MaxResults, constraint) => {
    await expect(list({ MaxResults })).rejects.toMatchObject({
      name: 'ValidationException',
      message: violate(`'${MaxResults}'`, 'maxResults', constraint),
    });
  });

  it.each([
    ['an invalid token', { NextToken: 'mine' }, InvalidNextToken.name],
    ['a path without a leading slash', { Path: 'team' }, 'ValidationException'],
    [
      'filters, which it does not have',
      { ParameterFilters: [{ Key: 'Type', Values: ['String'] }] },
      InvalidFilterKey.name,
    ],
  ])('refuses %s', async (_, input, name) => {
    await expect(list(input)).rejects.toMatchObject({ name });
  });
});

describe('GetParameterHistory', () => {
  const readHistory = (NextToken?: string) =>
    store.client.send(new GetParameterHistoryCommand({ Name: '/team/route', NextToken }));

  it('lists who changed what, oldest first', async () => {
    store.restart(() => MORNING);
    store.parameters.put({
      name: '/team/route',
      value: 'one',
      type: 'String',
      description: 'The route of the team',
      allowedPattern: '[a-z]+',
    });
    store.parameters.put({ name: '/team/route', value: 'two', overwrite: true });
    const { Parameters } = await readHistory();
    expect(Parameters).toMatchObject([{ Version: 1, Value: 'one' }, {}]);
    expect(Parameters?.[1]).toEqual({
      ...{ Name: '/team/route', Type: 'String', Value: 'two', Version: 2 },
      LastModifiedDate: MORNING,
      LastModifiedUser: 'arn:aws:iam::111122223333:user/local',
      Description: 'The route of the team',
      AllowedPattern: '[a-z]+',
      ...{ Labels: [], Tier: 'Standard', Policies: [], DataType: 'text' },
    });
  });

  it('keeps a hundred versions in pages of fifty', async () => {
    for (let version = 1; version <= 103; version += 1) {
      const draft = { name: '/team/route', value: `${version}`, type: 'String' } as const;
      store.parameters.put({ ...draft, overwrite: true });
    }
    const first = await readHistory();
    const second = await readHistory(first.NextToken);
    const versions = [first, second].map(({ Parameters = [] }) => Parameters.map((p) => p.Version));
    expect(versions.map((page) => [page.length, page[0], page.at(-1)])).toEqual([
      [50, 4, 53],
      [50, 54, 103],
    ]);
    expect(second.NextToken).toBeUndefined();
  });

  it('does not find a missing parameter', async () => {
    await expect(readHistory()).rejects.toBeInstanceOf(ParameterNotFound);
  });
});
