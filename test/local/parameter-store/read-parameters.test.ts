import {
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  InvalidFilterKey,
  InvalidNextToken,
  ParameterNotFound,
  ParameterVersionNotFound,
  paginateGetParametersByPath,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import type { Parameters } from '../../../local/parameter-store/parameters';
import { startParameterStore } from './start-parameter-store';

const MORNING = new Date('2026-11-21T08:15:30.250Z');

function fill(parameters: Parameters, names: readonly string[]): void {
  for (const name of names) parameters.put({ name, value: `value of ${name}`, type: 'String' });
}

const letters = [...'abcdefghijklmnopqrstuvw'];

describe('GetParameter', () => {
  it('gives the latest version with everything AWS gives', async () => {
    const { client, emulator } = await startParameterStore(() => MORNING);
    emulator.parameters.put({ name: '/team/route', value: 'one', type: 'StringList' });
    emulator.parameters.put({ name: '/team/route', value: 'two', overwrite: true });
    const { Parameter } = await client.send(new GetParameterCommand({ Name: '/team/route' }));
    expect(Parameter).toEqual({
      Name: '/team/route',
      Type: 'StringList',
      Value: 'two',
      Version: 2,
      LastModifiedDate: new Date('2026-11-21T08:15:30.250Z'),
      ARN: 'arn:aws:ssm:us-east-1:111122223333:parameter/team/route',
      DataType: 'text',
    });
  });

  it.each([
    ['/team/route:1', 'one', ':1'],
    ['arn:aws:ssm:us-east-1:111122223333:parameter/team/route', 'two', undefined],
    ['arn:aws:ssm:us-east-1:111122223333:parameter/team/route:1', 'one', ':1'],
  ])('reads %s', async (Name, Value, Selector) => {
    const { client, emulator } = await startParameterStore();
    emulator.parameters.put({ name: '/team/route', value: 'one', type: 'String' });
    emulator.parameters.put({ name: '/team/route', value: 'two', overwrite: true });
    const { Parameter } = await client.send(new GetParameterCommand({ Name }));
    expect(Parameter).toMatchObject({ Name: '/team/route', Value });
    expect(Parameter?.Selector).toBe(Selector);
  });

  it('does not find a parameter that is not there', async () => {
    const { client } = await startParameterStore();
    const refusal = await client
      .send(new GetParameterCommand({ Name: '/team/route' }))
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ParameterNotFound);
    expect(refusal).toMatchObject({
      message: 'Parameter /team/route not found.',
      $metadata: {
        httpStatusCode: 400,
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
  });

  it.each(['7', 'live'])('does not find version or label %s', async (version) => {
    const { client, emulator } = await startParameterStore();
    fill(emulator.parameters, ['/team/route']);
    const refusal = await client
      .send(new GetParameterCommand({ Name: `/team/route:${version}` }))
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ParameterVersionNotFound);
    expect(refusal).toMatchObject({
      message: `Systems Manager could not find version ${version} of /team/route. Verify the version and try again.`,
    });
  });
});

describe('GetParameters', () => {
  it('separates what is there from what is not', async () => {
    const { client, emulator } = await startParameterStore();
    fill(emulator.parameters, ['/team/a', '/team/b']);
    const found = await client.send(
      new GetParametersCommand({ Names: ['/team/b', '/team/none', '/team/a:1', '/team/a:9'] }),
    );
    expect(found.Parameters?.map(({ Name, Value }) => [Name, Value])).toEqual([
      ['/team/b', 'value of /team/b'],
      ['/team/a', 'value of /team/a'],
    ]);
    expect(found.InvalidParameters).toEqual(['/team/none', '/team/a:9']);
  });

  it.each([
    [
      letters.slice(0, 11),
      "'[a, b, c, d, e, f, g, h, i, j, k]'",
      'have length less than or equal to 10',
    ],
    [[], "'[]'", 'have length greater than or equal to 1'],
    [undefined, 'null', 'not be null'],
  ])('refuses the names %j', async (Names, received, constraint) => {
    const { client } = await startParameterStore();
    await expect(client.send(new GetParametersCommand({ Names }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: `1 validation error detected: Value ${received} at 'names' failed to satisfy constraint: Member must ${constraint}`,
    });
  });
});

describe('GetParametersByPath', () => {
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
  ])('below %s, recursive %s', async (Path, Recursive, names) => {
    const { client, emulator } = await startParameterStore();
    fill(emulator.parameters, ['/teams/a', '/team/b/deep', '/team/b', '/root', 'bare']);
    fill(emulator.parameters, ['/team/c/deep', '/team/a']);
    const { Parameters } = await client.send(new GetParametersByPathCommand({ Path, Recursive }));
    expect(Parameters?.map(({ Name }) => Name)).toEqual(names);
  });

  it('gives ten a page and no token with the last', async () => {
    const { client, emulator } = await startParameterStore();
    fill(
      emulator.parameters,
      letters.map((letter) => `/team/${letter}`),
    );
    const pages = [];
    for await (const page of paginateGetParametersByPath({ client }, { Path: '/team' })) {
      pages.push(page.Parameters?.map(({ Name }) => Name?.slice(6)).join(''));
    }
    expect(pages).toEqual(['abcdefghij', 'klmnopqrst', 'uvw']);
  });

  it('gives one page where exactly ten are there', async () => {
    const { client, emulator } = await startParameterStore();
    fill(
      emulator.parameters,
      letters.slice(0, 10).map((letter) => `/team/${letter}`),
    );
    const page = await client.send(new GetParametersByPathCommand({ Path: '/team' }));
    expect(page.Parameters).toHaveLength(10);
    expect(page.NextToken).toBeUndefined();
  });

  it('gives pages of the size asked for', async () => {
    const { client, emulator } = await startParameterStore();
    fill(emulator.parameters, ['/team/a', '/team/b', '/team/c']);
    const first = await client.send(
      new GetParametersByPathCommand({ Path: '/team', MaxResults: 2 }),
    );
    const second = await client.send(
      new GetParametersByPathCommand({ Path: '/team', MaxResults: 2, NextToken: first.NextToken }),
    );
    expect(first.Parameters?.map(({ Name }) => Name)).toEqual(['/team/a', '/team/b']);
    expect(second.Parameters?.map(({ Name }) => Name)).toEqual(['/team/c']);
    expect(second.NextToken).toBeUndefined();
  });

  it.each([
    [11, 'have value less than or equal to 10'],
    [0, 'have value greater than or equal to 1'],
  ])('refuses MaxResults %d', async (MaxResults, constraint) => {
    const { client } = await startParameterStore();
    await expect(
      client.send(new GetParametersByPathCommand({ Path: '/team', MaxResults })),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: `1 validation error detected: Value '${MaxResults}' at 'maxResults' failed to satisfy constraint: Member must ${constraint}`,
    });
  });

  it('refuses a token that it never gave', async () => {
    const { client } = await startParameterStore();
    await expect(
      client.send(new GetParametersByPathCommand({ Path: '/team', NextToken: 'mine' })),
    ).rejects.toBeInstanceOf(InvalidNextToken);
  });

  it('refuses a path without a slash in front', async () => {
    const { client } = await startParameterStore();
    await expect(
      client.send(new GetParametersByPathCommand({ Path: 'team' })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('refuses filters, which it does not have', async () => {
    const { client } = await startParameterStore();
    const ParameterFilters = [{ Key: 'Type', Values: ['String'] }];
    await expect(
      client.send(new GetParametersByPathCommand({ Path: '/team', ParameterFilters })),
    ).rejects.toBeInstanceOf(InvalidFilterKey);
  });
});
