import { beforeAll, expect, it } from 'vitest';
import { PageControls } from '../../../console/page/page-controls';
import { readConsole } from '../../../console/read-console';
import { renderConsole } from '../../../console/render/render-console';
import { NOVA, PREFIX, startSources } from '../start-console';

let markup: string;

/** The names are those that the page's own parts might have, too. */
beforeAll(async () => {
  const bench = await startSources();
  for (const name of ['operation', 'budgets', 'new', 'history']) {
    bench.write(`${NOVA},${NOVA}:flex`, `${PREFIX}/overrides/operations/${name}`);
  }
  const signal = new AbortController().signal;
  const view = await readConsole(bench.sources, { history: 'history' }, signal);
  const budgets = [{ caller: 'claims', limitUsd: 5, period: '2026-11', spentUsd: 1 }];
  const notice = { kind: 'unchanged', operation: 'new', lines: ['Nothing.'] } as const;
  markup = renderConsole(
    { view: { ...view, budgets }, notice },
    new PageControls('history'),
  ).markup;
  return bench.close;
});

it('gives each element an ID of its own', () => {
  const ids = [...markup.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

it('gives each menu a name of its own', () => {
  const names = [...markup.matchAll(/<select [^>]*aria-label="([^"]+)"/g)].map(([, name]) => name);
  expect(names.filter((name) => name?.endsWith(' of extraction'))).toEqual([
    'Model and tier of extraction',
    'Next model and tier of extraction',
  ]);
  expect(new Set(names).size).toBe(names.length);
});

it.each([
  ['menu-new-0', [NOVA, `${NOVA}:priority`]],
  ['menu-new-1', [`${NOVA}:priority`, `${NOVA}:flex`]],
  ['menu-append-new', [`${NOVA}:priority`]],
])('offers in %s what no other place of the route has', (id, offered) => {
  const [, menu = ''] = new RegExp(`<select id="${id}"(.*?)</select>`, 's').exec(markup) ?? [];
  const values = [...menu.matchAll(/<option value="([^"]+)"/g)].map(([, value]) => value ?? '');
  expect(values.filter((value) => value.startsWith(NOVA)).sort()).toEqual([...offered].sort());
});
