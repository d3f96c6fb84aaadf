import { beforeEach, describe, expect, it } from 'vitest';
import { ConnectionError, keepFresh } from '../../../../lambda/adapters/aws-sdk/fresh-identity';

const HOUR = 3_600_000;
const MINUTE = 60_000;

let now: number;
let readings: number;
let fails: boolean;
beforeEach(() => {
  now = 0;
  readings = 0;
  fails = false;
});

/** Credentials with the number of their reading, which hold for an hour. */
function start() {
  const read = async () => {
    readings += 1;
    if (fails) throw new Error('throttled');
    return { number: readings, expiration: new Date(now + HOUR) };
  };
  return keepFresh(read, () => now);
}

/** Until a reading beside the request is over. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('credentials', () => {
  it('are read once for all requests', async () => {
    const find = start();
    const found = await Promise.all([find(), find(), find()]);
    expect(found.map(({ number }) => number)).toEqual([1, 1, 1]);
    now = 55 * MINUTE - 1;
    expect((await find()).number).toBe(1);
    expect(readings).toBe(1);
  });

  it('are replaced beside the requests, five minutes before their end', async () => {
    const find = start();
    await find();
    now = 55 * MINUTE;
    expect((await find()).number).toBe(1);
    await settle();
    expect((await find()).number).toBe(2);
  });

  it('are waited for once the old ones have ended', async () => {
    const find = start();
    await find();
    now = HOUR;
    expect((await find()).number).toBe(2);
  });

  it('are used to their end if new ones cannot be read, which is tried every ten seconds', async () => {
    const find = start();
    await find();
    fails = true;
    now = 55 * MINUTE;
    for (const _ of Array.from({ length: 5 })) {
      expect((await find()).number).toBe(1);
      await settle();
    }
    expect(readings).toBe(2);
    now += 10_000;
    await find();
    await settle();
    expect(readings).toBe(3);
    now = HOUR;
    await expect(find()).rejects.toThrow(ConnectionError);
  });

  it('that cannot be had are an error with its cause, and are read again by the next request', async () => {
    const find = start();
    fails = true;
    const failed = await find().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ConnectionError);
    expect(failed).toMatchObject({ cause: new Error('throttled') });
    fails = false;
    expect((await find()).number).toBe(2);
  });
});
