import { beforeEach, expect, it } from 'vitest';
import { readConsole } from '../../console/read-console';
import type { SpendingSource } from '../../console/sources';
import { NOVA, OVERRIDE, PREFIX, startSources } from './start-console';

const signal = new AbortController().signal;

let bench: Awaited<ReturnType<typeof startSources>>;

beforeEach(async () => {
  bench = await startSources({ authorization: 'keys', budgetTable: 'budgets' });
  return bench.close;
});

const writePolicy = (keyId: string, policy: object) =>
  bench.write(JSON.stringify(policy), `${PREFIX}/callers/${keyId}`);

it('reads what callers with a budget have spent in their period', async () => {
  writePolicy('key1', { name: 'claims', budget: { limitUsd: 50, period: 'month' } });
  writePolicy('key2', { name: 'daily', budget: { limitUsd: 2, period: 'day' } });
  writePolicy('key3', { name: 'unlimited' });
  const spending: SpendingSource = {
    readSpentNanoUsd: async ({ callerId, period }) => {
      return callerId === 'key1' && period === '2026-11' ? 1_250_000_000 : 0;
    },
  };
  const { budgets } = await readConsole({ ...bench.sources, spending }, {}, signal);
  expect(budgets).toEqual([
    { caller: 'claims', limitUsd: 50, period: '2026-11', spentUsd: 1.25 },
    { caller: 'daily', limitUsd: 2, period: '2026-11-28', spentUsd: 0 },
  ]);
});

it('leaves out what cannot be read, and says so', async () => {
  writePolicy('key1', { name: 'claims', budget: { limitUsd: 50, period: 'month' } });
  const refuse = () => Promise.reject(new TypeError('not for you'));
  const sources = {
    ...bench.sources,
    figures: { period: 'today', read: refuse },
    spending: { readSpentNanoUsd: refuse },
  };
  const view = await readConsole(sources, {}, signal);
  expect(view.problems).toEqual([
    'The figures could not be read: TypeError: not for you',
    'The budgets could not be read: TypeError: not for you',
  ]);
  expect(view.budgets).toBeUndefined();
  expect(view.operations.map(({ figures }) => figures)).toEqual([undefined, undefined, undefined]);
});

it('says which values the router does not use, and shows what it uses instead', async () => {
  bench.write('us.amazon.nova-2-lite-v1:0:fast');
  const view = await readConsole(bench.sources, {}, signal);
  expect(view.problems).toEqual([
    expect.stringMatching(
      /^The router does not use overrides\/operations\/extraction \(version 1\): .+fast/,
    ),
  ]);
  const extraction = view.operations.find(({ operation }) => operation === 'extraction');
  expect(extraction?.route).toMatchObject({ text: `${NOVA}:flex`, inForce: 'deploy' });
  expect(extraction?.route.override?.value).toContain('fast');
});

it('shows calls that name a model if there are settings for them', async () => {
  const list = async () => {
    const { operations } = await readConsole(bench.sources, {}, signal);
    return operations.map(({ operation }) => operation);
  };
  expect(await list()).toEqual(['assessment', 'classification', 'extraction']);
  bench.write('{"promptCaching":"auto"}', `${PREFIX}/overrides/settings/direct`);
  expect(await list()).toEqual(['assessment', 'classification', 'extraction', 'direct']);
});

it('offers what the deployment allows and the model is known to take', async () => {
  const { menu } = await readConsole(bench.sources, {}, signal);
  expect(
    menu.map(({ baseModelId, choices }) => [baseModelId, choices.map(({ tier }) => tier)]),
  ).toEqual([
    [NOVA, ['priority', 'default', 'flex']],
    ['us.anthropic.claude-sonnet-4-6', ['default']],
  ]);
});

it('reads the history of both sides of one operation, the newest last', async () => {
  for (const tier of ['priority', 'flex']) bench.write(`${NOVA}:${tier}`, OVERRIDE);
  const { operations } = await readConsole(bench.sources, { history: 'extraction' }, signal);
  const named = operations.map(({ operation, route }) => [
    operation,
    route.history?.map(({ versionName }) => versionName),
  ]);
  expect(Object.fromEntries(named)).toEqual({
    assessment: undefined,
    classification: undefined,
    extraction: ['1', 'override-1', 'override-2'],
  });
});
