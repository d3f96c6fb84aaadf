import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type AwsEmulators, serveAwsEmulators } from '../../../local/aws-emulators';
import { startLocalRouter } from '../../../local/local-router';
import { post, until } from '../../router/support';
import { composeEmfLine } from './emf-lines';
import { BROWSER_LACK, openBrowser } from './open-browser';

const SKIPPED = BROWSER_LACK === undefined ? '' : ` (skipped: ${BROWSER_LACK})`;
if (BROWSER_LACK !== undefined) console.warn(`The metrics page is not tested: ${BROWSER_LACK}.`);

const REFRESH_MILLIS = 3000;

describe.skipIf(BROWSER_LACK !== undefined)(`the metrics page in a browser${SKIPPED}`, () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  /** Opens the page with a clock that the test controls. Collects its errors, and its requests to other hosts. */
  async function open(aws: AwsEmulators, options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options);
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => faults.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${aws.url}/`)) faults.push(request.url());
    });
    await page.clock.install();
    await page.goto(`${aws.url}/_local/metrics`);
    return { page, faults };
  }

  async function serve(lines: readonly string[] = []): Promise<AwsEmulators> {
    const aws = await serveAwsEmulators();
    onTestFinished(() => aws.close());
    for (const line of lines) aws.metrics.recordLogLine(line);
    return aws;
  }

  function readTile(page: Page, name: string) {
    return page.locator('.tiles div', { hasText: name }).locator('dd').textContent();
  }

  it('shows new requests without a reload', async () => {
    const router = await startLocalRouter();
    onTestFinished(() => router.close());
    const { page, faults } = await open(router.aws);
    expect(await page.locator('pre').textContent()).toContain(
      `curl -s ${router.url}/v1/extraction`,
    );
    for (const _ of [1, 2]) await (await post(router, '/v1/extraction')).arrayBuffer();
    router.aws.bedrock.failures.add({ kind: 'throttle' });
    await (await post(router, '/v1/extraction')).arrayBuffer();
    await until(async () => {
      await page.clock.runFor(REFRESH_MILLIS);
      return (
        (await page.locator('.tiles').count()) > 0 && (await readTile(page, 'Requests')) === '3'
      );
    });
    expect(await readTile(page, 'Throttled')).toBe('1 (33.3 %)');
    const row = page.locator('section', { hasText: 'By operation' }).locator('li').first();
    expect(await row.locator('.group > *').allTextContents()).toEqual(['extraction', 'flex']);
    expect(await row.locator('.values > *').allTextContents()).toEqual([
      'succeeded 2',
      'throttled 1',
    ]);
    const bar = (await row.locator('.bar').boundingBox())?.width ?? 0;
    const part = (await row.locator('rect.good').boundingBox())?.width ?? 0;
    expect(part / bar).toBeCloseTo(2 / 3, 2);
    expect(faults).toEqual([]);
  });

  it.each([
    [1280, 'light'],
    [1280, 'dark'],
    [400, 'light'],
    [400, 'dark'],
  ] as const)('fits %i px, and its text stands out in %s', async (width, colorScheme) => {
    const modelId = `arn:aws:bedrock:us-east-1:111122223333:prompt/${'A'.repeat(200)}`;
    const aws = await serve([
      composeEmfLine(
        { Invocations: 1, InputTokenCount: 123_456, EstimatedCost: 0.01 },
        { modelId },
      ),
    ]);
    const { page, faults } = await open(aws, { viewport: { width, height: 900 }, colorScheme });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    const read = (name: string) => page.evaluate(`getComputedStyle(document.body).${name}`);
    expect([await read('color'), await read('backgroundColor')]).toEqual(
      colorScheme === 'light'
        ? ['rgb(27, 33, 40)', 'rgb(244, 246, 248)']
        : ['rgb(229, 234, 240)', 'rgb(15, 19, 23)'],
    );
    expect(faults).toEqual([]);
  });

  it('shows names with markup as text', async () => {
    const hostile = `<img src="x" onerror="document.title='owned'">`;
    const aws = await serve([
      composeEmfLine({ Invocations: 1 }, { operation: hostile, modelId: hostile }),
    ]);
    const { page, faults } = await open(aws);
    const names = await page.locator('.group b').allTextContents();
    expect(new Set(names)).toEqual(new Set([hostile]));
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toBe('Metrics - Bedrock Tier Router');
    expect(faults).toEqual([]);
  });

  it('runs only its own script', async () => {
    const { page, faults } = await open(await serve());
    await page.evaluate(`
      const script = document.createElement('script');
      script.textContent = 'document.title = "owned"';
      document.body.append(script);
    `);
    expect(await page.title()).toBe('Metrics - Bedrock Tier Router');
    expect(faults).toEqual([expect.stringContaining('Content Security Policy')]);
  });

  it('keeps its last figures, and says that the router does not respond', async () => {
    const aws = await serveAwsEmulators();
    aws.metrics.recordLogLine(composeEmfLine({ Invocations: 7 }));
    const { page } = await open(aws);
    expect(await page.locator('#silence').isVisible()).toBe(false);
    await aws.close();
    await page.clock.runFor(REFRESH_MILLIS);
    await page.locator('#silence').waitFor({ state: 'visible' });
    expect(await readTile(page, 'Requests')).toBe('7');
  });
});
