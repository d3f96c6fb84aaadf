import { describe, expect, it } from 'vitest';
import { findLack, useDeployTools } from '../use-deploy-tools';
import { openEmulatedAccount } from './emulated-account';
import { watchLeftovers } from './watch-leftovers';

describe.skipIf(findLack() !== undefined)('an emulated account', () => {
  it('leaves nothing when it is closed', async () => {
    const findLeftovers = watchLeftovers();
    const { url, close } = await openEmulatedAccount(useDeployTools());
    await close();
    await expect(fetch(url)).rejects.toThrow();
    await expect.poll(findLeftovers).toEqual({ files: [], servers: 0 });
  });

  it('leaves nothing when it does not start', async () => {
    const findLeftovers = watchLeftovers();
    const tools = { ...useDeployTools(), pythonPrograms: '/nowhere' };
    await expect(openEmulatedAccount(tools)).rejects.toThrow('/nowhere/python');
    await expect.poll(findLeftovers).toEqual({ files: [], servers: 0 });
  });
});
