import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type LocalRouter, startLocalRouter } from '../../local/local-router';
import { serveOnLoopback } from '../../local/loopback-server';
import { serveCloudWatch } from '../lambda/adapters/cloud-watch/serve-cloud-watch';
import { startHandler } from '../lambda/functions/start-handler';
import { composeEmfLine } from '../local/metrics/emf-lines';
import { lastArrival, post, until } from '../router/support';
import { BROWSER_LACK, openBrowser } from './open-browser';
import { startSources } from './start-console';

const SKIPPED = BROWSER_LACK === undefined ? '' : ` (skipped: ${BROWSER_LACK})`;
if (BROWSER_LACK !== undefined) console.warn(`The console is not tested: ${BROWSER_LACK}.`);

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const OVERRIDE = '/bedrock-tier-router/overrides/operations/extraction';
const REFRESH_MILLIS = 3000;
const HOSTILE = `"'><img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;

describe.skipIf(BROWSER_LACK !== undefined)(`the console in a browser${SKIPPED}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  async function start(): Promise<LocalRouter> {
    const router = await startLocalRouter({ settings: { mappingMaxAgeSeconds: 1 } });
    onTestFinished(() => router.close());
    return router;
  }

  const locate = ({ aws }: LocalRouter) => `${aws.url}${aws.console.path}`;

  /** Opens the console. Collects its errors, and its requests to other hosts. */
  async function open(router: LocalRouter, options: BrowserContextOptions = {}) {
    const context = await openContext(options);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => faults.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${router.aws.url}/`)) faults.push(request.url());
    });
    await page.goto(locate(router));
    return { page, faults };
  }

  async function openContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await browser.newContext(options);
    onTestFinished(() => context.close());
    return context;
  }

  /** The menu of the first model of extraction. */
  const menu = (page: Page) => page.locator('#menu-extraction-0');
  const notice = (page: Page) => page.locator('#notice');

  async function call(router: LocalRouter): Promise<string> {
    await (await post(router, '/v1/extraction')).arrayBuffer();
    return lastArrival(router).requestedTier ?? 'default';
  }

  const readOverride = ({ aws }: LocalRouter) =>
    aws.parameterStore.parameters.find(OVERRIDE)?.value;

  it('sends the next calls to the tier that was chosen, and back after an undo', async () => {
    const router = await start();
    const { page, faults } = await open(router);
    expect(await call(router)).toBe('flex');
    await menu(page).selectOption(`${NOVA}:priority`);
    await notice(page).waitFor();
    expect(await notice(page).textContent()).toContain('Saved. extraction: override-1.');
    expect(readOverride(router)).toBe(`${NOVA}:priority`);
    await until(async () => (await call(router)) === 'priority');
    await page.locator('#button-undo').click();
    await page.locator('#notice', { hasText: 'taken away' }).waitFor();
    expect(readOverride(router)).toBeUndefined();
    expect(await menu(page).inputValue()).toBe(`${NOVA}:flex`);
    await until(async () => (await call(router)) === 'flex');
    expect(faults).toEqual([]);
  });

  it('adds, moves and removes fallbacks', async () => {
    const router = await start();
    const { page } = await open(router);
    await page.locator('#add-extraction summary').click();
    await page.locator('#menu-append-extraction').selectOption(NOVA);
    await page.locator('#button-append-extraction').click();
    await page.locator('#button-raise-extraction-1').click();
    await until(() => readOverride(router) === `${NOVA},${NOVA}:flex`);
    await page.locator('#button-remove-extraction-0:visible').click();
    await until(() => readOverride(router) === `${NOVA}:flex`);
  });

  it('returns to an earlier version', async () => {
    const router = await start();
    const { page } = await open(router);
    for (const [version, chosen] of [`${NOVA}:priority`, NOVA].entries()) {
      await menu(page).selectOption(chosen);
      await page.locator('#notice', { hasText: `override-${version + 1}.` }).waitFor();
    }
    await page.locator('#history-extraction').click();
    await page.locator('.history h3', { hasText: 'History of the route' }).waitFor();
    expect(await page.locator('.history li b').allTextContents()).toEqual([
      'override-2',
      'override-1',
      '1',
    ]);
    await page.locator('[aria-label="Use override-1 of extraction again"]').click();
    await page.locator('.history li b', { hasText: 'override-3' }).waitFor();
    expect(readOverride(router)).toBe(`${NOVA}:priority`);
  });

  it('shows the reason of a refusal, and keeps what was typed', async () => {
    const router = await start();
    const { page } = await open(router);
    await page.locator('#open-settings-extraction > summary').click();
    await page.locator('#text-extraction').fill('{"promptCashing": "auto"}');
    await page.locator('#button-settings-extraction').click();
    await notice(page).waitFor();
    expect(await notice(page).textContent()).toContain(
      'Refused. extraction: the value has no member "promptCashing"; did you mean promptCaching?',
    );
    expect(await page.locator('#text-extraction').inputValue()).toBe('{"promptCashing": "auto"}');
    await page.locator('#text-extraction').fill('{"promptCaching": "auto"}');
    await page.locator('#button-settings-extraction').click();
    await page.locator('#notice', { hasText: 'Saved. extraction: override-1.' }).waitFor();
  });

  it('tells the second of two operators', async () => {
    const router = await start();
    const [{ page: first }, { page: second }] = [await open(router), await open(router)];
    await menu(second).focus();
    await menu(first).selectOption(`${NOVA}:priority`);
    await notice(first).waitFor();
    await menu(second).selectOption(NOVA);
    await notice(second).waitFor();
    expect(await notice(second).textContent()).toMatch(
      /Somebody else was faster\. extraction: Somebody else changed the route after you read this page\. override-1 is there now, of .+ UTC, by local\. Nothing was written\./,
    );
    expect(readOverride(router)).toBe(`${NOVA}:priority`);
    expect(await menu(second).inputValue()).toBe(`${NOVA}:priority`);
  });

  it('refreshes figures and routes without a reload, but not what somebody is editing', async () => {
    const router = await start();
    const context = await openContext();
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(locate(router));
    await page.locator('#open-settings-assessment > summary').click();
    await page.locator('#text-assessment').fill('{"retry"');
    await call(router);
    router.aws.parameterStore.parameters.put({
      name: OVERRIDE,
      type: 'StringList',
      value: `${NOVA}:priority`,
      overwrite: true,
    });
    await until(async () => {
      await page.clock.runFor(REFRESH_MILLIS);
      const figures = await page.locator('#figures-extraction .row').allTextContents();
      return figures[0]?.startsWith('flexCalls1') === true;
    });
    expect(await menu(page).inputValue()).toBe(`${NOVA}:priority`);
    expect(await page.locator('#text-assessment').inputValue()).toBe('{"retry"');
    expect(await page.locator('#open-settings-assessment').getAttribute('open')).toBe('');
  });

  it('works with the keyboard, which saves only on Enter', async () => {
    const router = await start();
    const { page } = await open(router);
    await menu(page).focus();
    await page.keyboard.press('ArrowDown');
    await page.locator('#button-choose-extraction-0:visible').waitFor();
    const status = page.locator('#status');
    expect(await status.textContent()).toBe('Chosen, not saved. Press Enter to save.');
    expect(readOverride(router)).toBeUndefined();
    const chosen = await menu(page).inputValue();
    await page.keyboard.press('Enter');
    await notice(page).waitFor();
    expect(readOverride(router)).toBe(chosen);
    expect(await status.textContent()).toMatch(
      /^Saved\. extraction: override-1\. Requests take it within 1 s, and 2 s at most\. The first model costs .* out\.$/,
    );
    expect(await page.evaluate('document.activeElement.id')).toBe('menu-extraction-0');
  });

  it('keeps what is typed elsewhere while a change is saved', async () => {
    const router = await start();
    const { page } = await open(router);
    await page.locator('#open-settings-assessment > summary').click();
    const draft = page.locator('#text-assessment');
    await draft.fill('{"promptCaching": "auto"}');
    await menu(page).selectOption(`${NOVA}:priority`);
    await notice(page).waitFor();
    expect(await draft.inputValue()).toBe('{"promptCaching": "auto"}');
    expect(await menu(page).inputValue()).toBe(`${NOVA}:priority`);
    await page.route('**/change', async (route) => {
      await draft.focus();
      await route.continue();
    });
    await menu(page).selectOption(NOVA);
    await page.locator('#notice', { hasText: 'override-2' }).waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('text-assessment');
    expect(await notice(page).count()).toBe(1);
  });

  it('works without its script', async () => {
    const router = await start();
    const { page } = await open(router, { javaScriptEnabled: false });
    await menu(page).selectOption(`${NOVA}:priority`);
    await page.locator('#button-choose-extraction-0').click();
    await notice(page).waitFor();
    expect(readOverride(router)).toBe(`${NOVA}:priority`);
    await page.locator('#button-undo').click();
    await page.locator('#notice', { hasText: 'taken away' }).waitFor();
    expect(readOverride(router)).toBeUndefined();
  });

  it('takes no second choice while the first is saved, and says if it could not be sent', async () => {
    const router = await startLocalRouter();
    const { page } = await open(router);
    const section = page.locator('#operation-extraction');
    router.aws.parameterStore.failures.plan({ kind: 'hang', operation: 'PutParameter' });
    await menu(page).focus();
    await menu(page).selectOption(`${NOVA}:priority`);
    await until(async () => (await section.getAttribute('inert')) === '');
    await router.close();
    await page.locator('#silence').waitFor({ state: 'visible' });
    expect(await page.locator('#status').textContent()).toMatch(/^The change could not be sent\./);
    expect(await section.getAttribute('inert')).toBeNull();
    expect(await page.evaluate('document.activeElement.id')).toBe('menu-extraction-0');
  });

  it('asks before an override is taken away', async () => {
    const router = await start();
    const { page } = await open(router);
    await menu(page).selectOption(NOVA);
    await notice(page).waitFor();
    const questions: string[] = [];
    page.once('dialog', (dialog) => {
      questions.push(dialog.message());
      void dialog.dismiss();
    });
    await page.locator('#button-unset-operations-extraction').click();
    expect(questions).toEqual([
      'Take the override of extraction away? Its history is deleted with it.',
    ]);
    expect(readOverride(router)).toBe(NOVA);
  });

  it.each([
    [1280, 'light'],
    [1280, 'dark'],
    [360, 'light'],
    [360, 'dark'],
  ] as const)('fits %i px in %s, and every control has a name', async (width, colorScheme) => {
    const router = await start();
    const modelId = `arn:aws:bedrock:us-east-1:111122223333:prompt/${'A'.repeat(200)}`;
    router.aws.metrics.recordLogLine(
      composeEmfLine({ Invocations: 1, EstimatedCost: 0.01 }, { modelId }),
    );
    router.aws.parameterStore.parameters.put({
      name: OVERRIDE,
      type: 'StringList',
      value: `${modelId.replace('prompt', 'inference-profile')},${NOVA}`,
    });
    const { page, faults } = await open(router, { viewport: { width, height: 900 }, colorScheme });
    await page.goto(`${locate(router)}?history=extraction`);
    for (const each of await page.locator('details > summary').all()) await each.click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    const unnamed = await page.evaluate(`
      [...document.querySelectorAll('select, input:not([type=hidden]), textarea, button, summary, a')]
        .filter((control) => !control.labels?.length && !control.getAttribute('aria-label') && control.textContent.trim() === '')
        .map((control) => control.outerHTML)
    `);
    expect(unnamed).toEqual([]);
    const repeated = await page.evaluate(`
      [...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, index, all) => all.indexOf(id) !== index)
    `);
    expect(repeated).toEqual([]);
    const read = (name: string) => page.evaluate(`getComputedStyle(document.body).${name}`);
    expect([await read('color'), await read('backgroundColor')]).toEqual(
      colorScheme === 'light'
        ? ['rgb(27, 33, 40)', 'rgb(244, 246, 248)']
        : ['rgb(229, 234, 240)', 'rgb(15, 19, 23)'],
    );
    expect(faults).toEqual([]);
  });

  it('shows names and values with markup as text', async () => {
    const router = await start();
    router.aws.metrics.recordLogLine(
      composeEmfLine({ Invocations: 1 }, { operation: HOSTILE, modelId: HOSTILE, tier: HOSTILE }),
    );
    const { parameters } = router.aws.parameterStore;
    for (const name of ['operations/extraction', 'settings/extraction', 'prices']) {
      const override = `/bedrock-tier-router/overrides/${name}`;
      parameters.put({ name: override, type: 'String', value: HOSTILE });
    }
    const { page, faults } = await open(router);
    await page.goto(`${locate(router)}?history=extraction`);
    expect(await page.locator('.history code').allTextContents()).toContain(HOSTILE);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.title()).toBe('Console of the local router - Bedrock Tier Router');
    expect(faults).toEqual([]);
  });

  it('runs only its own script', async () => {
    const { page, faults } = await open(await start());
    await page.evaluate(`
      const script = document.createElement('script');
      script.textContent = 'document.title = "owned"';
      document.body.append(script);
    `);
    expect(await page.title()).toBe('Console of the local router - Bedrock Tier Router');
    expect(faults).toEqual([expect.stringContaining('Content Security Policy')]);
  });

  it('is of no use to another page that knows its URL', async () => {
    const router = await start();
    const url = locate(router);
    const attacker = await serveOnLoopback((_, response) => {
      response.setHeader('content-type', 'text/html').end(`
        <iframe src="${url}"></iframe>
        <form id="attack" method="post" action="${url}change">
          <input name="edit" value="unset"><input name="section" value="operations">
          <input name="operation" value="extraction"><input name="seen" value="x">
        </form>
      `);
    });
    onTestFinished(() => attacker.close());
    const context = await openContext();
    const page = await context.newPage();
    await page.goto(attacker.url.replace('127.0.0.1', 'localhost'));
    const [, frame] = page.frames();
    expect(await frame?.locator('#operation-extraction').count()).toBe(0);
    const reading = page.evaluate(`fetch(${JSON.stringify(url)}).then(({ status }) => status)`);
    await expect(reading).rejects.toThrow('Failed to fetch');
    const [response] = await Promise.all([
      page.waitForNavigation(),
      page.evaluate('document.getElementById("attack").submit()'),
    ]);
    expect(response?.status()).toBe(403);
  });

  it('keeps what it showed last, and says that the router does not respond', async () => {
    const router = await startLocalRouter();
    const context = await openContext();
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(locate(router));
    expect(await page.locator('#silence').isVisible()).toBe(false);
    await router.close();
    await page.clock.runFor(REFRESH_MILLIS);
    await page.locator('#silence').waitFor({ state: 'visible' });
    expect(await menu(page).inputValue()).toBe(`${NOVA}:flex`);
  });

  /** Plays CloudWatch: invokes the function of the action behind an element, and shows what it returns. */
  const DASHBOARD = `<!doctype html><div id="widget"></div><script>
    const widget = document.getElementById('widget');
    const show = async (endpoint, parameters) => {
      const all = {};
      for (const field of widget.querySelectorAll('form [name]')) all[field.name] = field.value;
      widget.innerHTML = await invoke(endpoint, { ...parameters, widgetContext: { forms: { all } } });
      widget.dataset.shown = Number(widget.dataset.shown ?? 0) + 1;
    };
    widget.addEventListener('click', ({ target }) => {
      const action = target.nextElementSibling;
      if (action?.localName !== 'cwdb-action') return;
      if (action.textContent !== action.innerHTML) throw new Error(action.innerHTML);
      void show(action.getAttribute('endpoint'), JSON.parse(action.textContent));
    });
  </script>`;

  it('is a widget whose buttons do what a page does', async () => {
    const { environment, close, store, write } = await startSources();
    const cloudWatch = await serveCloudWatch(Array(9).fill({ MetricDataResults: [] }));
    const deployed = { ...environment, AWS_ENDPOINT_URL_CLOUDWATCH: cloudWatch.url };
    const view = startHandler('console-view', {
      ...deployed,
      CONSOLE_CHANGE_ARN: 'change',
      HANDLER_ARN: 'view',
    });
    const change = startHandler('console-change', { ...deployed, HANDLER_ARN: 'change' });
    onTestFinished(async () => {
      await Promise.all([view.close(), change.close(), cloudWatch.close(), close()]);
    });
    write(HOSTILE, '/bedrock-tier-router/overrides/settings/extraction');
    const page = await (await openContext()).newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.exposeFunction('invoke', async (endpoint: string, event: object) => {
      const verdict = await (endpoint === 'view' ? view : change).ask(event);
      return 'answer' in verdict ? verdict.answer : verdict.refusal;
    });
    await page.setContent(DASHBOARD);
    await page.evaluate('show("view", {})');
    await page.locator('#menu-extraction-0').selectOption(`${NOVA}:priority`);
    await page.locator('[aria-label="Save the first model of extraction"]').click();
    await page.locator('#notice', { hasText: 'Saved.' }).waitFor();
    expect(store.find(OVERRIDE)?.value).toBe(`${NOVA}:priority`);
    await page.locator('[aria-label="Undo the change of extraction"]').click();
    await page.locator('#notice', { hasText: 'taken away' }).waitFor();
    expect(store.find(OVERRIDE)).toBeUndefined();
    await page.evaluate('show("view", {})');
    await page.locator('[aria-label="Show history of extraction"]').click();
    await page.locator('.history h3', { hasText: 'History of the settings' }).waitFor();
    expect(await page.locator('.history code').allTextContents()).toContain(HOSTILE);
    expect(await page.locator('#widget img, #widget script').count()).toBe(0);
    expect([await page.title(), faults]).toEqual(['', []]);
  });
});
