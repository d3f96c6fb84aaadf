import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  ParameterNotFound,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import type { Parameters } from '../../../local/parameter-store/parameters';
import { startParameterStore } from './start-parameter-store';

function fill(parameters: Parameters, names: readonly string[]): void {
  for (const name of names) parameters.put({ name, value: `value of ${name}`, type: 'String' });
}

describe('DeleteParameter and DeleteParameters', () => {
  it('remove a parameter with its history', async () => {
    const { client, emulator } = await startParameterStore();
    fill(emulator.parameters, ['/team/route']);
    await client.send(new DeleteParameterCommand({ Name: '/team/route' }));
    expect(() => emulator.parameters.history('/team/route')).toThrow(
      'Parameter /team/route not found.',
    );
    fill(emulator.parameters, ['/team/route']);
    expect(emulator.parameters.get('/team/route').version).toBe(1);
  });

  it('do not find what is not there', async () => {
    const { client } = await startParameterStore();
    await expect(
      client.send(new DeleteParameterCommand({ Name: '/team/route' })),
    ).rejects.toBeInstanceOf(ParameterNotFound);
  });

  it('separate what was deleted from what was not there', async () => {
    const { client, emulator } = await startParameterStore();
    fill(emulator.parameters, ['/team/a', '/team/b', '/team/c']);
    const { DeletedParameters, InvalidParameters } = await client.send(
      new DeleteParametersCommand({ Names: ['/team/a', '/team/none', '/team/c'] }),
    );
    expect(DeletedParameters).toEqual(['/team/a', '/team/c']);
    expect(InvalidParameters).toEqual(['/team/none']);
    expect(emulator.parameters.listBelow('/team', 'all levels')).toMatchObject([
      { name: '/team/b' },
    ]);
  });
});
