import { describe, expect, it } from 'vitest';
import {
  MAX_AGE_MILLIS,
  NOVA,
  refresh,
  startParameters,
} from '../../../contract/start-tier-mapping';
import { listRoutes } from '../../../fakes/list-routes';

describe('a reading', () => {
  it('asks for the parameters below the path and no deeper', async () => {
    const { open, emulator, write } = await startParameters({ extraction: NOVA });
    write('extraction/deeper', NOVA);
    const { mapping } = open();
    expect(listRoutes(await mapping.current())).toEqual({ extraction: `${NOVA} @1` });
    expect(emulator.journal).toMatchObject([
      { operation: 'GetParametersByPath', input: { Path: '/bedrock-tier-router/operations' } },
    ]);
  });

  it('goes on over pages of ten', async () => {
    const names = Array.from({ length: 23 }, (_, index) => `operation-${index + 1}`);
    const { open, emulator } = await startParameters(
      Object.fromEntries(names.map((name) => [name, NOVA])),
    );
    const mapping = await open().mapping.current();
    expect([...mapping.keys()].sort()).toEqual([...names].sort());
    expect(emulator.journal).toHaveLength(3);
  });

  it('begins before the first request', async () => {
    const { open, emulator } = await startParameters({ extraction: NOVA });
    await open().mapping.settled();
    expect(emulator.journal).toHaveLength(1);
  });
});

describe('a mapping', () => {
  it('is not read again before its maximum age', async () => {
    const { open, emulator } = await startParameters({ extraction: NOVA });
    const { mapping, clock } = open();
    await mapping.current();
    clock.advance(MAX_AGE_MILLIS - 1);
    await mapping.current();
    await mapping.settled();
    expect(emulator.journal).toHaveLength(1);
  });

  it('is read again beside the request that finds it too old', async () => {
    const { open, emulator, write } = await startParameters({ extraction: NOVA });
    const { mapping, clock } = open();
    const old = await mapping.current();
    write('extraction', `${NOVA}:flex`);
    emulator.failures.plan({ kind: 'hang' });
    clock.advance(MAX_AGE_MILLIS);
    expect(await mapping.current()).toBe(old);
    expect(await mapping.current()).toBe(old);
  });

  it('is the new one after that reading', async () => {
    const { open, write } = await startParameters({ extraction: NOVA });
    const opened = open();
    await opened.mapping.current();
    write('extraction', `${NOVA}:flex`);
    expect(await refresh(opened)).toEqual({ extraction: `${NOVA}:flex @2` });
  });

  it('is read once for all who find it too old', async () => {
    const { open, emulator } = await startParameters({ extraction: NOVA });
    const { mapping, clock } = open();
    await mapping.current();
    clock.advance(MAX_AGE_MILLIS);
    await Promise.all(Array.from({ length: 20 }, () => mapping.current()));
    await mapping.settled();
    expect(emulator.journal).toHaveLength(2);
  });

  it('is read once for all who wait for the first', async () => {
    const { open, emulator } = await startParameters({ extraction: NOVA });
    const { mapping } = open();
    const asked = await Promise.all(Array.from({ length: 20 }, () => mapping.current()));
    expect(new Set(asked.map((each) => each.get('extraction')?.version))).toEqual(new Set(['1']));
    expect(emulator.journal).toHaveLength(1);
  });

  it('of no age at all is read for every request, one at a time', async () => {
    const { open, emulator } = await startParameters({ extraction: NOVA });
    const { mapping } = open({ maxAgeMillis: 0 });
    for (let request = 0; request < 3; request += 1) {
      await mapping.current();
      await mapping.settled();
    }
    expect(emulator.journal).toHaveLength(4);
  });
});

describe('a parameter', () => {
  it('that is new is a new operation', async () => {
    const { open, write } = await startParameters({ extraction: NOVA });
    const opened = open();
    await opened.mapping.current();
    write('summary', 'google.gemma-3-27b-it:flex');
    expect(await refresh(opened)).toEqual({
      extraction: `${NOVA} @1`,
      summary: 'google.gemma-3-27b-it:flex @1',
    });
  });

  it('that is deleted takes its operation with it', async () => {
    const { open, emulator } = await startParameters({ extraction: NOVA, summary: NOVA });
    const opened = open();
    await opened.mapping.current();
    emulator.parameters.delete('/bedrock-tier-router/operations/summary');
    expect(await refresh(opened)).toEqual({ extraction: `${NOVA} @1` });
  });

  it('takes the place of the deploy’s route', async () => {
    const { open } = await startParameters({ extraction: 'google.gemma-3-27b-it' });
    const { mapping } = open();
    expect(listRoutes(await mapping.current())).toEqual({
      extraction: 'google.gemma-3-27b-it @1',
    });
  });
});
