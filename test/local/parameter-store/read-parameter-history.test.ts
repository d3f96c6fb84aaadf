import { GetParameterHistoryCommand, ParameterNotFound } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { startParameterStore } from './start-parameter-store';

const MORNING = new Date('2026-11-21T08:15:30.250Z');

describe('GetParameterHistory', () => {
  it('tells who changed what, oldest first', async () => {
    const { client, emulator } = await startParameterStore(() => MORNING);
    emulator.parameters.put({
      name: '/team/route',
      value: 'one',
      type: 'String',
      description: 'The route of the team',
      allowedPattern: '[a-z]+',
    });
    emulator.parameters.put({ name: '/team/route', value: 'two', overwrite: true });
    const { Parameters } = await client.send(
      new GetParameterHistoryCommand({ Name: '/team/route' }),
    );
    expect(Parameters?.map(({ Version, Value }) => [Version, Value])).toEqual([
      [1, 'one'],
      [2, 'two'],
    ]);
    expect(Parameters?.[1]).toEqual({
      Name: '/team/route',
      Type: 'String',
      LastModifiedDate: MORNING,
      LastModifiedUser: 'arn:aws:iam::111122223333:user/local',
      Description: 'The route of the team',
      Value: 'two',
      AllowedPattern: '[a-z]+',
      Version: 2,
      Labels: [],
      Tier: 'Standard',
      Policies: [],
      DataType: 'text',
    });
  });

  it('keeps a hundred versions and pages by fifty', async () => {
    const { client, emulator } = await startParameterStore();
    for (let version = 1; version <= 103; version += 1) {
      emulator.parameters.put({
        name: '/team/n',
        value: `${version}`,
        type: 'String',
        overwrite: true,
      });
    }
    const first = await client.send(new GetParameterHistoryCommand({ Name: '/team/n' }));
    const second = await client.send(
      new GetParameterHistoryCommand({ Name: '/team/n', NextToken: first.NextToken }),
    );
    expect(first.Parameters?.map(({ Version }) => Version).slice(0, 2)).toEqual([4, 5]);
    expect(first.Parameters).toHaveLength(50);
    expect(second.Parameters?.at(-1)?.Version).toBe(103);
    expect(second.Parameters).toHaveLength(50);
    expect(second.NextToken).toBeUndefined();
  });

  it('does not find a parameter that is not there', async () => {
    const { client } = await startParameterStore();
    await expect(
      client.send(new GetParameterHistoryCommand({ Name: '/team/route' })),
    ).rejects.toBeInstanceOf(ParameterNotFound);
  });
});
