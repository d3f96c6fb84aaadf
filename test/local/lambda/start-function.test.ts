import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { composeFunctionEnvironment } from '../../../local/function-environment';
import { type StartFunctionOptions, startFunction } from '../../../local/lambda/start-function';
import { serveOnLoopback } from '../../../local/loopback-server';

/** Nobody listens there: the deploy's mapping stays in force. */
const NOWHERE = { bedrockUrl: 'http://127.0.0.1:9', ssmUrl: 'http://127.0.0.1:9' };

function composeOptions(changes: Readonly<Record<string, string>> = {}): StartFunctionOptions {
  return { environment: { ...composeFunctionEnvironment({}, NOWHERE), ...changes } };
}

async function start(options: StartFunctionOptions) {
  const running = await startFunction(options);
  onTestFinished(() => running.close());
  return running;
}

it('serves behind an HTTP front, and no more after it is closed', async () => {
  const { url, port, close } = await start(composeOptions());
  expect(url).toBe(`http://127.0.0.1:${port}`);
  expect((await fetch(`${url}/health`)).status).toBe(200);
  await close();
  await expect(fetch(`${url}/health`)).rejects.toThrow();
  await close();
});

it('hands over each line that the function logs', async () => {
  const lines: string[] = [];
  const { url } = await start({ ...composeOptions(), onLogLine: (line) => lines.push(line) });
  await (await fetch(`${url}/nowhere`)).text();
  await vi.waitFor(() =>
    expect(lines.map((line) => JSON.parse(line).router_error)).toContain('unknown-path'),
  );
});

it('closes after its process was killed', async () => {
  const pids: number[] = [];
  const announce = '--import=data:text/javascript,console.log(process.pid)';
  const running = await startFunction({
    ...composeOptions({ NODE_OPTIONS: announce }),
    onLogLine: (line) => {
      const [, pid] = /^(\d+)$/.exec(line) ?? [];
      if (pid !== undefined) pids.push(Number(pid));
    },
  });
  await vi.waitFor(() => expect(pids).toHaveLength(1));
  process.kill(pids[0] ?? 0, 'SIGKILL');
  await vi.waitFor(() => expect(fetch(`${running.url}/health`)).rejects.toThrow());
  await new Promise((resolve) => setTimeout(resolve, 20));
  await running.close();
});

describe('a function that does not start', () => {
  it('says why', async () => {
    await expect(startFunction(composeOptions({ ROUTER_CONFIG: '{}' }))).rejects.toThrow(
      'ROUTER_CONFIG: parameterPrefix is undefined, not a text that is not empty',
    );
  });

  it('has the code of a taken port', async () => {
    const server = await serveOnLoopback(() => {});
    onTestFinished(() => server.close());
    const starting = startFunction({ ...composeOptions(), port: server.port });
    await expect(starting).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
