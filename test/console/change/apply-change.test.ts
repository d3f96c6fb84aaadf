import { beforeEach, describe, expect, it } from 'vitest';
import { applyChange } from '../../../console/change/apply-change';
import type { Fields } from '../../../console/change/parse-change';
import { readConsole } from '../../../console/read-console';
import { NOVA, OVERRIDE, PREFIX, startSources } from '../start-console';

const signal = new AbortController().signal;
const SETTINGS = `${PREFIX}/overrides/settings/extraction`;

let bench: Awaited<ReturnType<typeof startSources>>;

beforeEach(async () => {
  bench = await startSources();
  return bench.close;
});

/** Reads the console, as the page does that sends the form. */
async function see(operation = 'extraction') {
  const view = await readConsole(bench.sources, {}, signal);
  const found = view.operations.find((each) => each.operation === operation);
  if (found === undefined) throw new Error(`${operation} is not shown`);
  return found;
}

async function apply(fields: Fields, section: 'operations' | 'settings' = 'operations') {
  const { route, settings } = await see();
  const seen = section === 'operations' ? route.stamp : settings.stamp;
  return applyChange(bench.sources, { section, operation: 'extraction', seen, ...fields }, signal);
}

const choose = (candidate: string, position = '0'): Fields => ({
  edit: 'choose',
  position,
  candidate,
});

const readOverride = () => bench.store.find(OVERRIDE)?.value;

it('writes an override, and says what it costs and when it is in force', async () => {
  expect(await apply(choose(`${NOVA}:priority`))).toEqual({
    kind: 'saved',
    operation: 'extraction',
    lines: [
      'override-1. Requests take it within 5 s, and 10 s at most.',
      'The first model costs $0.5775 in, $4.8125 out per 1M tokens: +250% in, +250% out.',
    ],
    undo: {
      section: 'operations',
      operation: 'extraction',
      text: undefined,
      writtenVersion: '1',
    },
  });
  expect(readOverride()).toBe(`${NOVA}:priority`);
  expect(bench.records).toEqual([
    {
      outcome: 'saved',
      parameter: 'overrides/operations/extraction',
      before: `${NOVA}:flex`,
      after: `${NOVA}:priority`,
      version: '1',
      problem: undefined,
    },
  ]);
});

it('edits the route that is in force, not the deployed one', async () => {
  bench.write(`${NOVA}:priority`);
  await apply(choose(NOVA, '1'));
  expect(readOverride()).toBe(`${NOVA}:priority,${NOVA}`);
  await apply({ edit: 'raise', position: '1' });
  expect(readOverride()).toBe(`${NOVA},${NOVA}:priority`);
  await apply({ edit: 'remove', position: '0' });
  expect(readOverride()).toBe(`${NOVA}:priority`);
});

it('returns to what the deployment says, and the override can be had back', async () => {
  bench.write(NOVA);
  const notice = await apply({ edit: 'unset' });
  expect(notice.lines).toEqual([
    'The override is taken away, with its history. What the deploy says is in force again.',
  ]);
  expect(notice.undo).toMatchObject({ text: NOVA, writtenVersion: undefined });
  expect(readOverride()).toBeUndefined();
});

it('writes what is doubtful, and says so', async () => {
  const notice = await apply(choose('us.anthropic.claude-sonnet-4-6:flex'));
  expect(notice.kind).toBe('saved');
  expect(notice.lines.at(-1)).toContain('is known not to take the tier "flex"');
});

it.each<[string, Fields, string]>([
  ['a model that the deployment does not allow', choose('google.gemma-3-27b-it'), 'not allowed'],
  ['a text that is no model', choose('flex'), 'names a tier but no model'],
  ['the same model twice', choose(`${NOVA}:flex`, '1'), 'twice'],
  ['an empty route', { edit: 'write', text: '' }, 'is not a tiered model ID'],
  ['the removal of the only model', { edit: 'remove', position: '0' }, 'has no such place'],
])('refuses %s with its reason, and writes nothing', async (_, fields, reason) => {
  const notice = await apply(fields);
  expect(notice).toMatchObject({ kind: 'refused', operation: 'extraction' });
  expect(notice.lines[0]).toContain(reason);
  expect(readOverride()).toBeUndefined();
  expect(bench.records).toMatchObject([{ outcome: 'refused', problem: notice.lines[0] }]);
});

it.each(['../../callers/a', 'a/b', 'jobs', 'Ä', 'x'.repeat(65), '__proto__'])(
  'refuses %s as the name of an operation',
  async (operation) => {
    const view = await readConsole(bench.sources, {}, signal);
    expect(view.operations.map((each) => each.operation)).not.toContain(operation);
    const { stamp: seen } = (await see()).settings;
    const fields = { ...choose(NOVA), section: 'operations', operation, seen };
    const notice = await applyChange(bench.sources, fields, signal);
    expect(notice.kind).toBe('refused');
    expect(notice.lines[0]).toContain('is not an operation name');
  },
);

it('adds an operation that exists as an override alone', async () => {
  const { stamp: seen } = (await see()).settings;
  const fields = { ...choose(NOVA), section: 'operations', operation: 'ocr', seen };
  expect((await applyChange(bench.sources, fields, signal)).kind).toBe('saved');
  expect(await see('ocr')).toMatchObject({ route: { text: NOVA, deploy: undefined } });
});

it('does not call it a conflict if a new operation has the name of another', async () => {
  const { stamp: seen } = (await see()).settings;
  const fields = { ...choose(NOVA), section: 'operations', operation: 'extraction', seen };
  expect(await applyChange(bench.sources, fields, signal)).toMatchObject({
    kind: 'refused',
    lines: ['There is an operation of this name already. Nothing was written.'],
  });
  expect(readOverride()).toBeUndefined();
});

it('writes nothing that is already in force', async () => {
  expect(await apply(choose(`${NOVA}:flex`))).toMatchObject({ kind: 'unchanged' });
  expect(readOverride()).toBeUndefined();
});

describe('of two operators', () => {
  it.each<[string, string | undefined, () => unknown, string]>([
    ['writes', undefined, () => bench.write(NOVA), 'override-1 is there now, of 2026-11-28 12:00'],
    ['writes again', `${NOVA}:priority`, () => bench.write(NOVA), 'override-2 is there now'],
    ['takes away', `${NOVA}:priority`, () => bench.store.delete(OVERRIDE), 'no override now'],
    [
      'takes away and writes anew, which has the same version',
      `${NOVA}:priority`,
      () => {
        bench.store.delete(OVERRIDE);
        bench.write(NOVA);
      },
      'override-1 is there now',
    ],
    [
      'deploys',
      undefined,
      () => bench.write(`${NOVA}:priority`, `${PREFIX}/operations/extraction`),
      'no override now',
    ],
  ])('the second is told if the first %s', async (_, before, act, told) => {
    if (before !== undefined) bench.write(before);
    const { stamp: seen } = (await see()).route;
    act();
    const after = readOverride();
    const fields = { ...choose(`${NOVA}:flex`), section: 'operations', operation: 'extraction' };
    const notice = await applyChange(bench.sources, { ...fields, seen }, signal);
    expect(notice.kind).toBe('conflict');
    expect(notice.lines[0]).toContain('Nothing was written');
    expect(notice.lines[0]).toContain(told);
    expect(readOverride()).toBe(after);
  });
});

describe('settings', () => {
  const text = '{"promptCaching":"auto"}';

  it('are written as they are, and left out of the log', async () => {
    expect((await apply({ edit: 'write', text }, 'settings')).kind).toBe('saved');
    expect(bench.store.find(SETTINGS)?.value).toBe(text);
    expect(bench.records).toEqual([
      {
        outcome: 'saved',
        parameter: 'overrides/settings/extraction',
        version: '1',
        problem: undefined,
      },
    ]);
  });

  it.each([
    ['{"promptCashing":"auto"}', 'has no member "promptCashing"'],
    ['{"cache":{"mode":"simple"}', 'is not a JSON object'],
    [`{"defaults":{"a":"${'x'.repeat(4096)}"}}`, 'a standard parameter takes 4096'],
  ])('are refused with a reason: case %#', async (bad, reason) => {
    const notice = await apply({ edit: 'write', text: bad }, 'settings');
    expect(notice).toMatchObject({ kind: 'refused', draft: bad });
    expect(notice.lines[0]).toContain(reason);
    expect(bench.store.find(SETTINGS)).toBeUndefined();
  });
});

it('says that Parameter Store could not be called', async () => {
  const { stamp: seen } = (await see()).route;
  const fields = { ...choose(NOVA), section: 'operations', operation: 'extraction', seen };
  const notice = await applyChange(bench.sources, fields, AbortSignal.abort());
  expect(notice.kind).toBe('failed');
  expect(notice.lines[0]).toContain('AbortError');
  expect(bench.records).toMatchObject([{ outcome: 'failed' }]);
});

it('is refused if the form is not one of the console', async () => {
  const notice = await applyChange(bench.sources, { edit: 'unset' }, signal);
  expect(notice).toMatchObject({ kind: 'refused', operation: undefined });
});
