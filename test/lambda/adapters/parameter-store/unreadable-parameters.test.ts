import { describe, expect, it, vi } from 'vitest';
import { serveOnLoopback } from '../../../../local/loopback-server';
import {
  MAX_AGE_MILLIS,
  NOVA,
  openMapping,
  PATH,
  startParameters,
} from '../../../contract/start-tier-mapping';
import { listRoutes } from '../../../fakes/list-routes';

const DEPLOYED_ROUTES = {
  classification: `${NOVA}:priority @deploy`,
  extraction: `${NOVA}:flex @deploy`,
};

describe('at a cold start', () => {
  it('the deploy’s mapping is in force where nobody listens', async () => {
    const server = await serveOnLoopback(() => {});
    await server.close();
    const { mapping, telemetry } = openMapping(server.url);
    expect(listRoutes(await mapping.current())).toEqual(DEPLOYED_ROUTES);
    const refused = { kind: 'unreadable', parameterPath: PATH, cause: { code: 'ECONNREFUSED' } };
    expect(telemetry.mappingProblems).toMatchObject([refused, refused]);
  });

  it('the deploy’s mapping is in force where there is no parameter', async () => {
    const { open } = await startParameters();
    const { mapping, telemetry } = open();
    expect(listRoutes(await mapping.current())).toEqual(DEPLOYED_ROUTES);
    expect(telemetry.mappingProblems).toEqual([{ kind: 'empty', parameterPath: PATH }]);
  });

  it('Parameter Store is asked twice, and again only after the maximum age', async () => {
    const { open, emulator } = await startParameters({ extraction: NOVA });
    emulator.failures.plan({ kind: 'throttle', calls: 2 });
    const { mapping, clock } = open();
    await mapping.current();
    clock.advance(MAX_AGE_MILLIS - 1);
    await mapping.current();
    await mapping.settled();
    expect(emulator.journal).toHaveLength(2);
    clock.advance(1);
    await mapping.current();
    await mapping.settled();
    expect(listRoutes(await mapping.current())).toEqual({ extraction: `${NOVA} @1` });
  });
});

describe('later', () => {
  it.each([
    ['throttle', 'ThrottlingException'],
    ['internal', 'InternalServerError'],
  ] as const)('the last good mapping is kept through %s', async (kind, name) => {
    const { open, emulator, write } = await startParameters({ extraction: NOVA });
    const { mapping, clock, telemetry } = open();
    const good = await mapping.current();
    write('extraction', `${NOVA}:flex`);
    emulator.failures.plan({ kind });
    clock.advance(MAX_AGE_MILLIS);
    await mapping.current();
    await mapping.settled();
    expect(await mapping.current()).toBe(good);
    expect(telemetry.mappingProblems).toMatchObject([
      { kind: 'unreadable', parameterPath: PATH, cause: { name } },
    ]);
  });

  it('the last good mapping is kept where all parameters are gone', async () => {
    const { open, emulator } = await startParameters({ extraction: NOVA });
    const { mapping, clock, telemetry } = open();
    const good = await mapping.current();
    emulator.parameters.delete(`${PATH}/extraction`);
    clock.advance(MAX_AGE_MILLIS);
    await mapping.current();
    await mapping.settled();
    expect(await mapping.current()).toBe(good);
    expect(telemetry.mappingProblems).toEqual([{ kind: 'empty', parameterPath: PATH }]);
  });

  it('the last good mapping is kept where a second page fails', async () => {
    const names = Array.from({ length: 11 }, (_, index) => `operation-${index + 1}`);
    const routes = Object.fromEntries(names.map((name) => [name, NOVA]));
    const { open, emulator, write } = await startParameters(routes);
    const { mapping, clock } = open();
    const good = await mapping.current();
    write('operation-1', `${NOVA}:flex`);
    emulator.failures.plan({ kind: 'slow', delayMillis: 1 });
    emulator.failures.plan({ kind: 'internal' });
    clock.advance(MAX_AGE_MILLIS);
    await mapping.current();
    await mapping.settled();
    expect(await mapping.current()).toBe(good);
    expect(emulator.journal).toHaveLength(4);
  });
});

it('a first reading that hangs is given up and repeated at once', async () => {
  const limit = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
  const { open, emulator } = await startParameters({ extraction: NOVA });
  emulator.failures.plan({ kind: 'hang' });
  const { mapping, telemetry } = open();
  const asking = mapping.current();
  await vi.waitFor(() => expect(emulator.journal).toHaveLength(1));
  expect(timeout).toHaveBeenCalledWith(2_000);
  limit.abort();
  timeout.mockRestore();
  expect(listRoutes(await asking)).toEqual({ extraction: `${NOVA} @1` });
  expect(telemetry.mappingProblems).toMatchObject([
    { kind: 'unreadable', cause: { name: 'AbortError' } },
  ]);
});

it('settles only when the reading under way has ended', async () => {
  const { open, emulator } = await startParameters({ extraction: NOVA });
  emulator.failures.plan({ kind: 'slow', delayMillis: 5 });
  const { mapping } = open();
  await mapping.settled();
  expect(listRoutes(await mapping.current())).toEqual({ extraction: `${NOVA} @1` });
});
