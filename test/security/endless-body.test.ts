import { describe, expect, it } from 'vitest';
import { attackRouter } from './attack-router';
import { sendEndlessly } from './endless-request';

const MEGABYTE = 1024 * 1024;
const INVOKE = '/2015-03-31/functions/router/invocations';

const router = attackRouter();

describe('a body that never ends', () => {
  it.each([
    ['/v1/extraction', 10 * MEGABYTE, 'HTTP content length exceeded 10485760 bytes.'],
    [
      INVOKE,
      6 * MEGABYTE,
      'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
    ],
  ])(
    'at %s is refused at %i bytes, and soon no more is read of it',
    async (path, limit, message) => {
      const { text, sentBytes } = await sendEndlessly(router.url, { path });
      expect(text).toMatch(/^HTTP\/1\.1 413 /);
      expect(text).toContain(message);
      expect(sentBytes).toBeGreaterThan(limit);
      expect(sentBytes).toBeLessThan(limit + 64 * MEGABYTE);
      expect(router.arrivals).toEqual([]);
    },
  );

  it('but comes more and more slowly is not waited for', async () => {
    const request = { path: '/v1/extraction', fastBytes: 11 * MEGABYTE };
    const { text } = await sendEndlessly(router.url, request);
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
  });
});
