import { describe, expect, it } from 'vitest';
import type { SnapshotSource } from '../../lambda/app/ports';
import { composePolicy } from '../fakes/compose-policy';
import { composeMapping, FixedSnapshots, listRoutes } from '../fakes/fixed-snapshots';
import { nameCaller, priceNova, startParameters } from './start-parameter-tree';

const CLAIMS = composePolicy({ name: 'claims', operations: ['extraction'], tiers: ['flex'] });
const OCR = composePolicy({ name: 'ocr' });
const ROUTES = {
  classification: 'us.amazon.nova-2-lite-v1:0:priority',
  extraction: 'us.amazon.nova-2-lite-v1:0:flex,google.gemma-3-27b-it',
};

async function startFixed(): Promise<SnapshotSource> {
  return new FixedSnapshots({
    mapping: composeMapping(ROUTES),
    policies: new Map([
      ['a1b2c3d4e5', CLAIMS],
      ['f6g7h8i9j0', OCR],
    ]),
  });
}

async function startParameterTree(): Promise<SnapshotSource> {
  const { open } = await startParameters({
    'operations/classification': ROUTES.classification,
    'operations/extraction': ROUTES.extraction,
    'callers/a1b2c3d4e5': '{"name":"claims","operations":["extraction"],"tiers":["flex"]}',
    'callers/f6g7h8i9j0': '{"name":"ocr"}',
  });
  return open().tree;
}

describe.each([
  ['FixedSnapshots', startFixed],
  ['ParameterTree on an emulator', startParameterTree],
])('%s', (_, start) => {
  it('has each operation with its route and version from the first request on', async () => {
    const { mapping } = await (await start()).current();
    expect(listRoutes(mapping)).toEqual({
      classification: 'us.amazon.nova-2-lite-v1:0:priority @1',
      extraction: 'us.amazon.nova-2-lite-v1:0:flex,google.gemma-3-27b-it @1',
    });
  });

  it('has the policy of each caller by the ID of its key from the first request on', async () => {
    const { policies } = await (await start()).current();
    expect([...(policies ?? [])]).toEqual([
      ['a1b2c3d4e5', CLAIMS],
      ['f6g7h8i9j0', OCR],
    ]);
  });

  it.each([[undefined], ['k1l2m3n4o5'], ['A1B2C3D4E5'], ['a1b2c3d4e'], ['constructor'], ['']])(
    'has no policy for the key ID %j',
    async (callerId) => {
      const snapshot = await (await start()).current();
      expect(nameCaller(snapshot, callerId)).toBe('unknown-caller');
    },
  );

  it('has prices from the first request on', async () => {
    expect(priceNova(await (await start()).current())).toBe(0.33);
  });

  it('gives the same snapshot to all who ask at once', async () => {
    const source = await start();
    const snapshots = await Promise.all([source.current(), source.current(), source.current()]);
    expect(new Set(snapshots).size).toBe(1);
  });

  it('gives the same snapshot again until another reading', async () => {
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
