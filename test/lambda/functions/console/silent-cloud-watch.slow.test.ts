import { expect, it, onTestFinished } from 'vitest';
import { serveOnLoopback } from '../../../../local/loopback-server';
import { startSources } from '../../../console/start-console';
import { startHandler } from '../start-handler';

it('shows the rest if CloudWatch does not answer, as in a network without a way to it', async () => {
  const bench = await startSources();
  const silent = await serveOnLoopback(() => {});
  const view = startHandler('console-view', {
    ...bench.environment,
    AWS_ENDPOINT_URL_CLOUDWATCH: silent.url,
    HANDLER_ARN: 'view',
  });
  onTestFinished(async () => {
    await Promise.all([view.close(), silent.close(), bench.close()]);
  });
  const verdict = await view.ask({});
  const widget = 'answer' in verdict ? String(verdict.answer) : verdict.refusal;
  expect(widget).toContain('The figures could not be read: AbortError');
  expect(widget).toContain('id="menu-extraction-0"');
});
