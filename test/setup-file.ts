import { afterAll, vi } from 'vitest';
import './compare-bytes';

/** Less than a test may take, so that the failure names the assertion; far more than a busy machine needs. */
const WAIT_MILLIS = 30_000;

// By default `vi.waitFor` gives up after a second, which a busy machine exceeds.
const { waitFor } = vi;
vi.waitFor = (callback, options) =>
  waitFor(callback, { timeout: WAIT_MILLIS, interval: 10, ...(options as object) });

// The files of a thread share its globals: what a file changes ends with it.
const environment = { ...process.env };

afterAll(() => {
  vi.waitFor = waitFor;
  vi.useRealTimers();
  vi.unstubAllEnvs();
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
});
