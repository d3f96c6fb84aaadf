import { describe, expect, it } from 'vitest';
import type { CallerSource } from '../../lambda/app/ports';
import { composePolicy } from '../fakes/compose-policy';
import { FixedCallers } from '../fakes/fixed-callers';
import { startCallers } from './start-callers';

const CLAIMS = composePolicy({ name: 'claims', operations: ['extraction'], tiers: ['flex'] });

async function startFixed(): Promise<CallerSource> {
  return new FixedCallers({ a1b2c3d4e5: CLAIMS, f6g7h8i9j0: composePolicy({ name: 'ocr' }) });
}

async function startParameterStore(): Promise<CallerSource> {
  const { open } = await startCallers({
    a1b2c3d4e5: '{"name":"claims","operations":["extraction"],"tiers":["flex"]}',
    f6g7h8i9j0: '{"name":"ocr"}',
  });
  return open().callers;
}

describe.each([
  ['FixedCallers', startFixed],
  ['ParameterStoreCallers on an emulator', startParameterStore],
])('%s', (_, start) => {
  it('finds each caller by the ID of its key from the first request on', async () => {
    const source = await start();
    expect(await source.find('a1b2c3d4e5')).toEqual({ id: 'a1b2c3d4e5', policy: CLAIMS });
    expect(await source.find('f6g7h8i9j0')).toMatchObject({ policy: { name: 'ocr' } });
  });

  it.each([[undefined], ['k1l2m3n4o5'], ['A1B2C3D4E5'], ['a1b2c3d4e'], ['constructor'], ['']])(
    'knows nobody by %j',
    async (callerId) => {
      const source = await start();
      await expect(source.find(callerId)).rejects.toMatchObject({ code: 'unknown-caller' });
    },
  );

  it('answers all who ask at once', async () => {
    const source = await start();
    const found = await Promise.all(['a1b2c3d4e5', 'f6g7h8i9j0'].map((id) => source.find(id)));
    expect(found.map(({ policy }) => policy.name)).toEqual(['claims', 'ocr']);
  });

  it('settles, asked or not', async () => {
    const source = await start();
    await expect(source.settled()).resolves.toBeUndefined();
    await source.find('a1b2c3d4e5');
    await expect(source.settled()).resolves.toBeUndefined();
  });
});
