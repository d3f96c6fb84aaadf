import { describe, expect, it } from 'vitest';
import type { TierMappingSource } from '../../lambda/app/ports';
import { FixedTierMapping } from '../fakes/fixed-tier-mapping';
import { listRoutes } from '../fakes/list-routes';
import { startParameters } from './start-tier-mapping';

const ROUTES = {
  classification: 'us.amazon.nova-2-lite-v1:0:priority',
  extraction: 'us.amazon.nova-2-lite-v1:0:flex,google.gemma-3-27b-it',
};

async function startFixed(): Promise<TierMappingSource> {
  return new FixedTierMapping(ROUTES);
}

async function startParameterStore(): Promise<TierMappingSource> {
  const { open } = await startParameters(ROUTES);
  return open().mapping;
}

describe.each([
  ['FixedTierMapping', startFixed],
  ['ParameterStoreTierMapping on an emulator', startParameterStore],
])('%s', (_, start) => {
  it('has each operation with its route and version from the first request on', async () => {
    const source = await start();
    expect(listRoutes(await source.current())).toEqual({
      classification: 'us.amazon.nova-2-lite-v1:0:priority @1',
      extraction: 'us.amazon.nova-2-lite-v1:0:flex,google.gemma-3-27b-it @1',
    });
  });

  it('gives the same mapping to all who ask at once', async () => {
    const source = await start();
    const mappings = await Promise.all([source.current(), source.current(), source.current()]);
    expect(new Set(mappings).size).toBe(1);
  });

  it('gives the same mapping again while nothing has changed it', async () => {
    const source = await start();
    const first = await source.current();
    expect(await source.current()).toBe(first);
  });

  it('settles, asked or not', async () => {
    const source = await start();
    await expect(source.settled()).resolves.toBeUndefined();
    await source.current();
    await expect(source.settled()).resolves.toBeUndefined();
  });
});
