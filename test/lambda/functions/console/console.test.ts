import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOVA, OVERRIDE, PREFIX, startSources } from '../../../console/start-console';
import { serveCloudWatch } from '../../adapters/cloud-watch/serve-cloud-watch';
import { type RunningHandler, startHandler } from '../start-handler';
import { composeContext, listButtons, listFields, pressButton, readText } from './press-button';

const VIEW_ARN = 'arn:aws:lambda:us-east-1:111122223333:function:view';
const CHANGE_ARN = 'arn:aws:lambda:us-east-1:111122223333:function:change';
const HOSTILE = `"'></option><img src=x onerror="alert(1)"><script>alert(1)</script></cwdb-action>&`;
const SAVE = 'Save the first model of extraction';

let bench: Awaited<ReturnType<typeof startSources>>;
let cloudWatch: Awaited<ReturnType<typeof serveCloudWatch>>;
let view: RunningHandler;
let change: RunningHandler;

/** Both bundles that are deployed, with an emulated Parameter Store and figures of CloudWatch. */
beforeAll(async () => {
  bench = await startSources();
  const label = `extraction ${HOSTILE.replaceAll(' ', '_')}`;
  const results = [
    { Id: 'answered', Label: 'extraction flex', Values: [42], StatusCode: 'Complete' },
    { Id: 'answered', Label: label, Values: [1], StatusCode: 'Complete' },
  ];
  cloudWatch = await serveCloudWatch(Array(50).fill({ MetricDataResults: results }));
  const environment = {
    ...bench.environment,
    AWS_ENDPOINT_URL_CLOUDWATCH: cloudWatch.url,
    CONSOLE_CHANGE_ARN: CHANGE_ARN,
    HANDLER_ARN: VIEW_ARN,
  };
  view = startHandler('console-view', environment);
  change = startHandler('console-change', { ...environment, HANDLER_ARN: CHANGE_ARN });
});

afterAll(() => Promise.all([view, change, cloudWatch, bench].map((each) => each.close())));

beforeEach(() => {
  for (const { name } of bench.store.listBelow(`${PREFIX}/overrides`, 'all levels')) {
    bench.store.delete(name);
  }
});

async function ask(handler: RunningHandler, event: object): Promise<string> {
  const verdict = await handler.ask(event);
  if ('refusal' in verdict) throw new Error(verdict.refusal);
  return String(verdict.answer);
}

const show = (event: object = {}) => ask(view, { widgetContext: composeContext(), ...event });
const readOverride = () => bench.store.find(OVERRIDE)?.value;
const choose = (candidate: string) => ({ 'choose-extraction-0.candidate': candidate });

describe('the function that shows', () => {
  it('describes the widget', async () => {
    expect(await ask(view, { describe: true })).toMatch(/^## Console of Bedrock Tier Router\n/);
  });

  it('shows routes, choices within the bounds, and the figures of the last day', async () => {
    const widget = await show();
    expect(widget).toMatch(/^<style>\n\.tier-console/);
    expect(widget).toContain(
      '>flex · us.amazon.nova-2-lite-v1:0 · $0.165 in, $1.375 out, saves 50%<',
    );
    expect(widget).not.toContain('google.gemma');
    expect(widget).toContain('<h3>flex</h3><dl><div><dt>Calls</dt><dd>42</dd></div>');
    expect(widget).toContain('Calls in the last 24 hours, by requested tier');
  });

  it('has a button for each change, with the versions that it shows', async () => {
    const widget = await show();
    const save = listButtons(widget).find(({ label }) => label === SAVE);
    expect(save).toEqual({
      label: SAVE,
      endpoint: CHANGE_ARN,
      confirmation: undefined,
      parameters: {
        change: {
          edit: 'choose',
          section: 'operations',
          operation: 'extraction',
          seen: expect.stringMatching(/^[0-9a-f]{16}$/),
          position: '0',
        },
        form: 'choose-extraction-0',
      },
    });
    const fields = listFields(widget);
    expect(fields).toContain('choose-extraction-0.candidate');
    expect(new Set(fields).size).toBe(fields.length);
  });

  it('has nothing that CloudWatch removes or that leads elsewhere', async () => {
    const widget = await show({ history: 'extraction' });
    expect(widget).not.toMatch(/<(script|iframe|use|object|embed|link|base|meta)\b/i);
    expect(widget).not.toMatch(/\s(?:on\w+|href|src|style)=/i);
    expect(new Set(widget.match(/\saction="\w*"/g))).toEqual(new Set([' action="call"']));
    expect(widget).not.toMatch(/https?:|url\(|@import/);
  });

  it('shows the history that a button asks for, and hides it again', async () => {
    bench.write(NOVA);
    const open = pressButton(await show(), 'Show history of extraction');
    const opened = await ask(view, open);
    expect(opened).toContain('History of the route');
    expect(opened).toContain('<b>override-1</b>');
    const closed = await ask(view, pressButton(opened, 'Hide history of extraction'));
    expect(closed).not.toContain('History of the route');
  });

  it('shows the rest if CloudWatch refuses', async () => {
    const refusing = await serveCloudWatch([]);
    const handler = startHandler('console-view', {
      ...bench.environment,
      AWS_ENDPOINT_URL_CLOUDWATCH: refusing.url,
      CONSOLE_CHANGE_ARN: CHANGE_ARN,
      HANDLER_ARN: VIEW_ARN,
    });
    const widget = await ask(handler, {});
    await Promise.all([handler.close(), refusing.close()]);
    expect(widget).toContain('The figures could not be read: AccessDenied: not for you');
    expect(widget).toContain('There are no figures.');
    expect(listButtons(widget).map(({ label }) => label)).toContain(SAVE);
  });

  it('says that Parameter Store cannot be read', async () => {
    bench.emulator.failures.plan({ operation: 'GetParametersByPath', kind: 'internal', times: 5 });
    const widget = await show();
    bench.emulator.failures.clear();
    expect(widget).toContain('<b>Parameter Store could not be read.</b> InternalServerError');
  });
});

describe('the function that changes', () => {
  it('describes the widget', async () => {
    expect(await ask(change, { describe: true })).toMatch(/^## Console/);
    expect(await ask(change, { describe: true, change: { edit: 'unset' } })).toMatch(/^## Console/);
  });

  it('writes the choice, offers an undo, and logs both', async () => {
    const event = pressButton(await show(), SAVE, choose(`${NOVA}:priority`));
    const saved = await ask(change, event);
    expect(readText(saved)).toContain('Saved.</b> extraction: override-1.');
    expect(saved).toContain('Refresh the widget to see all operations and their figures.');
    expect(readOverride()).toBe(`${NOVA}:priority`);
    expect(listButtons(saved).every(({ endpoint }) => endpoint === CHANGE_ARN)).toBe(true);
    await ask(change, pressButton(saved, 'Undo the change of extraction'));
    expect(readOverride()).toBeUndefined();
    const lines = change
      .log()
      .split('\n')
      .filter((line) => line.includes('"Console change"'))
      .map((line) => JSON.parse(line));
    expect(lines.slice(-2)).toMatchObject([
      {
        level: 'INFO',
        service: 'bedrock-tier-router',
        function_request_id: '5b6ff0a9-1111-2222-3333-444455556666',
        outcome: 'saved',
        parameter: 'overrides/operations/extraction',
        before: `${NOVA}:flex`,
        after: `${NOVA}:priority`,
        version: '1',
        dashboard: 'Router',
        operator: 'unknown to the function; CloudTrail has it, with data events of this function',
      },
      { outcome: 'saved', before: `${NOVA}:priority` },
    ]);
  });

  it('tells the second of two operators, and asks before it takes an override away', async () => {
    const seen = await show();
    bench.write(NOVA);
    const told = await ask(change, pressButton(seen, SAVE, choose(`${NOVA}:priority`)));
    expect(told).toContain('Somebody else changed the route after you read this page');
    expect(readOverride()).toBe(NOVA);
    const back = listButtons(told).find(({ label }) => label.startsWith('Return operations'));
    expect(back?.confirmation).toBe(
      'Take the override of extraction away? Its history is deleted with it.',
    );
  });

  it.each<[string, object]>([
    ['no change', {}],
    ['a text as the change', { change: 'unset', form: 'a' }],
    ['a list as the form fields', { change: {}, widgetContext: { forms: { all: [] } } }],
    ['null as everything', { change: null, form: null, widgetContext: null }],
    ['numbers as fields', { change: { edit: 1, section: 2, operation: 3, seen: 4 } }],
    ['members of every object', { change: { edit: 'constructor', section: '__proto__' } }],
  ])('writes nothing for an event with %s', async (_, event) => {
    expect(await ask(change, event)).toContain('The form has not all of its fields');
    expect(bench.store.listBelow(`${PREFIX}/overrides`, 'all levels')).toEqual([]);
  });

  it('does what the button is for, whatever a field of another form is named', async () => {
    const widget = await show();
    const filled = { ...choose(NOVA), 'choose-extraction-0.operation': 'assessment' };
    await ask(change, pressButton(widget, SAVE, filled));
    expect(readOverride()).toBe(NOVA);
  });

  it('adds an operation by the name that was filled in', async () => {
    const filled = { 'new-operation.operation': 'ocr', 'new-operation.candidate': NOVA };
    const added = await ask(change, pressButton(await show(), 'Add operation', filled));
    expect(added).toContain('<h2 id="title-ocr">ocr</h2>');
    expect(bench.store.find(`${PREFIX}/overrides/operations/ocr`)?.value).toBe(NOVA);
  });
});

describe('hostile texts stay texts', () => {
  it.each([
    ['in values, settings, prices and history', { history: 'extraction' }],
    ['as the operation of the history', { history: HOSTILE }],
    ['as the theme and the name of the dashboard', { widgetContext: { theme: HOSTILE } }],
  ])('%s', async (_, event) => {
    for (const name of ['operations/extraction', 'settings/extraction', 'prices']) {
      bench.write(HOSTILE, `${PREFIX}/overrides/${name}`);
    }
    expectHarmless(await show(event));
  });

  it.each(['operation', 'candidate', 'text', 'seen', 'section', 'position', 'edit'])(
    'in the field %s',
    async (field) => {
      const seen = /"seen":"(\w+)"/.exec(await show())?.[1] ?? '';
      const fields = {
        ...{ edit: 'choose', section: 'operations', operation: 'extraction', seen },
        ...{ position: '0', candidate: NOVA, text: '{}' },
      };
      const changed = field === 'text' ? { edit: 'write', section: 'settings' } : {};
      const answer = await ask(change, { change: { ...fields, ...changed, [field]: HOSTILE } });
      expectHarmless(answer);
      expect(readOverride()).toBeUndefined();
    },
  );

  function expectHarmless(widget: string): void {
    expect(widget).not.toMatch(/<(img|script)/i);
    expect(widget.match(/<\/cwdb-action>/g)?.length ?? 0).toBe(listButtons(widget).length);
  }
});
