import { describe, expect, it } from 'vitest';
import { MAX_AGE_MILLIS, PATH, refresh, startCallers, tell } from '../../../contract/start-callers';

const ID = 'a1b2c3d4e5';
const CLAIMS = '{"name":"claims"}';

describe('a change', () => {
  it('is in force after the maximum age and not before', async () => {
    const { open, write } = await startCallers({ [ID]: CLAIMS });
    const opened = open();
    expect(await tell(opened, ID)).toBe('claims');
    write(ID, '{"name":"invoices"}');
    opened.clock.advance(MAX_AGE_MILLIS - 1);
    await tell(opened, ID);
    await opened.callers.settled();
    expect(await tell(opened, ID)).toBe('claims');
    await refresh(opened);
    expect(await tell(opened, ID)).toBe('invoices');
  });

  it('that takes the parameter away takes the caller away, down to the last', async () => {
    const { open, emulator } = await startCallers({ [ID]: CLAIMS });
    const opened = open();
    expect(await tell(opened, ID)).toBe('claims');
    emulator.parameters.delete(`${PATH}/${ID}`);
    await refresh(opened);
    expect(await tell(opened, ID)).toBe('unknown-caller');
    expect(opened.telemetry.mappingProblems).toEqual([]);
  });
});

it('gives every page its own time', async () => {
  const ids = Array.from({ length: 21 }, (_, index) => `caller${index}`);
  const { open, emulator } = await startCallers(
    Object.fromEntries(ids.map((id) => [id, `{"name":"${id}"}`])),
  );
  emulator.failures.plan({ kind: 'slow', delayMillis: 900, calls: 3 });
  const opened = open();
  expect(await tell(opened, 'caller20')).toBe('caller20');
  expect(opened.telemetry.mappingProblems).toEqual([]);
});

it('reads many pages more seldom: two seconds apart for each after the first', async () => {
  const ids = Array.from({ length: 201 }, (_, index) => `caller${index}`);
  const { open, emulator } = await startCallers(
    Object.fromEntries(ids.map((id) => [id, `{"name":"${id}"}`])),
  );
  const opened = open();
  await tell(opened, 'caller0');
  expect(emulator.journal).toHaveLength(21);
  opened.clock.advance(39_999);
  await tell(opened, 'caller0');
  await opened.callers.settled();
  expect(emulator.journal).toHaveLength(21);
  opened.clock.advance(1);
  await tell(opened, 'caller0');
  await opened.callers.settled();
  expect(emulator.journal).toHaveLength(42);
});

it('reads all pages', async () => {
  const ids = Array.from({ length: 23 }, (_, index) => `caller${index}`);
  const { open } = await startCallers(
    Object.fromEntries(ids.map((id) => [id, `{"name":"${id}"}`])),
  );
  const opened = open();
  expect(await Promise.all(ids.map((id) => tell(opened, id)))).toEqual(ids);
});

it('finds nothing wrong where there are no callers', async () => {
  const { open } = await startCallers();
  const opened = open();
  expect(await tell(opened, ID)).toBe('unknown-caller');
  expect(opened.telemetry.mappingProblems).toEqual([]);
});

describe('a bad value', () => {
  it('leaves the last good policy in force, and is told with its place', async () => {
    const { open, write } = await startCallers({ [ID]: CLAIMS });
    const opened = open();
    await tell(opened, ID);
    write(ID, '{"name":"claims","tier":["flex"]}');
    await refresh(opened);
    await refresh(opened);
    expect(await tell(opened, ID)).toBe('claims');
    const problem = {
      kind: 'policy-rejected',
      parameterName: `${PATH}/${ID}`,
      version: '2',
      problem:
        'the policy has no member "tier"; it may have name, operations, tiers, models, budget',
    };
    expect(opened.telemetry.mappingProblems).toEqual([
      { ...problem, isRepeated: false },
      { ...problem, isRepeated: true },
    ]);
  });

  it('keeps its caller out where there never was a good one, and nobody else', async () => {
    const { open } = await startCallers({ [ID]: 'claims', f6g7h8i9j0: '{"name":"ocr"}' });
    const opened = open();
    expect(await tell(opened, ID)).toBe('unknown-caller');
    expect(await tell(opened, 'f6g7h8i9j0')).toBe('ocr');
  });

  it('under the key itself is told without the key', async () => {
    const key = 'canary0123456789012345678901234567890123';
    const { open } = await startCallers({ [key]: CLAIMS });
    const opened = open();
    expect(await tell(opened, key)).toBe('unknown-caller');
    expect(opened.telemetry.mappingProblems).toMatchObject([
      { kind: 'policy-rejected', parameterName: `${PATH}/cana…` },
    ]);
    expect(JSON.stringify(opened.telemetry.mappingProblems)).not.toContain(key);
  });
});

describe('a reading that fails', () => {
  it('at first is repeated at once', async () => {
    const { open, emulator } = await startCallers({ [ID]: CLAIMS });
    emulator.failures.plan({ kind: 'throttle' });
    expect(await tell(open(), ID)).toBe('claims');
  });

  it('twice at first lets nobody in until one succeeds', async () => {
    const { open, emulator } = await startCallers({ [ID]: CLAIMS });
    emulator.failures.plan({ kind: 'throttle', calls: 2 });
    const opened = open();
    expect(await tell(opened, ID)).toBe('callers-unavailable');
    expect(await tell(opened, undefined)).toBe('callers-unavailable');
    await refresh(opened);
    expect(await tell(opened, ID)).toBe('claims');
    expect(opened.telemetry.mappingProblems).toMatchObject([
      { kind: 'unreadable', parameterPath: PATH, cause: { name: 'ThrottlingException' } },
      { kind: 'unreadable', parameterPath: PATH, cause: { name: 'ThrottlingException' } },
    ]);
  });

  it.each(['throttle', 'internal'] as const)(
    'later by %s keeps the last good policies',
    async (kind) => {
      const { open, emulator, write } = await startCallers({ [ID]: CLAIMS });
      const opened = open();
      await tell(opened, ID);
      write(ID, '{"name":"invoices"}');
      emulator.failures.plan({ kind });
      await refresh(opened);
      expect(await tell(opened, ID)).toBe('claims');
      expect(opened.telemetry.mappingProblems).toMatchObject([{ kind: 'unreadable' }]);
    },
  );
});
