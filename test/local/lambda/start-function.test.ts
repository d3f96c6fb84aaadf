import { once } from 'node:events';
import { connect, constants } from 'node:http2';
import { expect, it, onTestFinished, vi } from 'vitest';
import { composeFunctionEnvironment } from '../../../local/compose-function-environment';
import { type StartFunctionOptions, startFunction } from '../../../local/lambda/start-function';

const WAIT_MILLIS = 10_000;

/** No server listens there, so the deployed mapping applies. */
const NOWHERE = { bedrockUrl: 'http://127.0.0.1:9', ssmUrl: 'http://127.0.0.1:9' };

function composeOptions(changes: Readonly<Record<string, string>> = {}): StartFunctionOptions {
  return { environment: { ...composeFunctionEnvironment({}, NOWHERE), ...changes } };
}

async function start(options: StartFunctionOptions) {
  const running = await startFunction(options);
  onTestFinished(() => running.close());
  return running;
}

it('serves the API until it is closed, and reports each log line', async () => {
  const lines: string[] = [];
  const onLogLine = (line: string) => lines.push(line);
  const { url, port, close } = await start({ ...composeOptions(), onLogLine });
  expect(url).toBe(`http://127.0.0.1:${port}`);
  expect((await fetch(`${url}/health`)).status).toBe(200);
  await (await fetch(`${url}/nowhere`)).text();
  await vi.waitFor(() => expect(lines.join()).toContain('"unknown-path"'), WAIT_MILLIS);
  await close();
  await expect(fetch(`${url}/health`)).rejects.toThrow();
  await close();
});

it('says to clients of HTTP/2 that it closes', async () => {
  const { url, close } = await start(composeOptions());
  const session = connect(url);
  onTestFinished(() => session.destroy());
  await once(session, 'remoteSettings');
  const farewell = once(session, 'goaway');
  await close();
  expect((await farewell)[0]).toBe(constants.NGHTTP2_NO_ERROR);
});

it('can be closed after its process was killed', async () => {
  const pids: number[] = [];
  const announce = '--import=data:text/javascript,console.log(process.pid)';
  const running = await startFunction({
    ...composeOptions({ NODE_OPTIONS: announce }),
    onLogLine: (line) => {
      const [, pid] = /^(\d+)$/.exec(line) ?? [];
      if (pid !== undefined) pids.push(Number(pid));
    },
  });
  await vi.waitFor(() => expect(pids).toHaveLength(1), WAIT_MILLIS);
  process.kill(pids[0] ?? 0, 'SIGKILL');
  const probe = () => expect(fetch(`${running.url}/health`)).rejects.toThrow();
  await vi.waitFor(probe, WAIT_MILLIS);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await running.close();
});

it('reports why the function does not start', async () => {
  await expect(startFunction(composeOptions({ ROUTER_CONFIG: '{}' }))).rejects.toThrow(
    'ROUTER_CONFIG: parameterPrefix is undefined, not a text that is not empty',
  );
});
