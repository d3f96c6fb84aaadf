import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { abortAfter, startDeadline } from '../../../lambda/app/deadline';
import { RouterError } from '../../../lambda/core/errors/router-error';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('time', () => {
  it.each([
    ['the function’s own less half a second', 10_000, 60_000, undefined, 9_500, '9.5 s'],
    ['the configured one', 60_000, 5_000, undefined, 5_000, '5 s'],
    ['what is left of the margin', 501, 5_000, undefined, 1, '0.001 s'],
    ['the function’s own less a longer margin', 20_000, 60_000, 5_000, 15_000, '15 s'],
    ['the function’s own less a quarter of it', 8_000, 60_000, 5_000, 6_000, '6 s'],
    ['the function’s own less half a second at least', 1_000, 60_000, 5_000, 500, '0.5 s'],
  ])('is the smaller limit: %s', (...row) => {
    const [, remainingMillis, requestTimeoutMillis, marginMillis, millis, named] = row;
    const limits = { remainingMillis, requestTimeoutMillis };
    const margin = marginMillis === undefined ? {} : { marginMillis };
    const { signal } = startDeadline({ ...limits, ...margin }, new PassThrough());
    vi.advanceTimersByTime(millis - 1);
    expect(signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(signal.reason).toBeInstanceOf(RouterError);
    expect(signal.reason).toMatchObject({
      code: 'timed-out',
      message: `the request did not end within its ${named}`,
    });
  });

  it.each([
    ['within the margin', 400, 5_000],
    ['configured as none', 60_000, 0],
  ])('that is %s is up at once', (_, remainingMillis, requestTimeoutMillis) => {
    const { signal } = startDeadline({ remainingMillis, requestTimeoutMillis }, new PassThrough());
    vi.advanceTimersByTime(1);
    expect(signal.reason).toMatchObject({ code: 'timed-out' });
  });

  it('is not counted after the request is over', () => {
    const limits = { remainingMillis: 10_000, requestTimeoutMillis: 5_000 };
    const deadline = startDeadline(limits, new PassThrough());
    deadline.release();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(60_000);
    expect(deadline.signal.aborted).toBe(false);
  });
});

describe('time that is shortened', () => {
  const LIMITS = { remainingMillis: 10_000, requestTimeoutMillis: 5_000 };

  it('is up that much after the start', () => {
    const deadline = startDeadline(LIMITS);
    vi.advanceTimersByTime(1_000);
    expect(deadline.isShortened).toBe(false);
    deadline.shorten(1_300);
    expect([deadline.isShortened, deadline.remainingMillis()]).toEqual([true, 300]);
    vi.advanceTimersByTime(299);
    expect(deadline.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(deadline.signal.reason).toMatchObject({
      code: 'timed-out',
      message: 'the request did not end within its 1.3 s',
    });
    expect(deadline.remainingMillis()).toBe(0);
  });

  it('is up at once if so much has passed', () => {
    const deadline = startDeadline(LIMITS);
    vi.advanceTimersByTime(1_000);
    deadline.shorten(300);
    expect(deadline.remainingMillis()).toBe(0);
    vi.advanceTimersByTime(1);
    expect(deadline.signal.reason).toMatchObject({ code: 'timed-out' });
  });

  it.each([5_000, 60_000])('is never lengthened, as to %d ms when it is 5 s', (millis) => {
    const deadline = startDeadline(LIMITS);
    vi.advanceTimersByTime(1_000);
    deadline.shorten(millis);
    expect([deadline.isShortened, deadline.remainingMillis()]).toEqual([false, 4_000]);
    vi.advanceTimersByTime(4_000);
    expect(deadline.signal.reason).toMatchObject({
      message: 'the request did not end within its 5 s',
    });
  });

  it('is not counted after the request is over', () => {
    const deadline = startDeadline(LIMITS);
    deadline.shorten(300);
    deadline.release();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a stream', () => {
  const LIMITS = { remainingMillis: 900_000, requestTimeoutMillis: 5_000 };

  it('that flows is cut only at the end of the function’s time', () => {
    const deadline = startDeadline({ ...LIMITS, remainingMillis: 20_500 });
    for (let millis = 4_000; millis < 20_000; millis += 4_000) {
      vi.advanceTimersByTime(4_000);
      deadline.noteProgress();
    }
    vi.advanceTimersByTime(3_999);
    expect(deadline.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(deadline.signal.reason).toMatchObject({ code: 'timed-out' });
  });

  it.each([
    ['as long as the request may take', 5_000, 5_000, '5 s'],
    ['below API Gateway’s five minutes in any case', 800_000, 290_000, '290 s'],
  ])('may be silent %s', (_, requestTimeoutMillis, silentMillis, named) => {
    const deadline = startDeadline({ ...LIMITS, requestTimeoutMillis });
    vi.advanceTimersByTime(1_000);
    deadline.noteProgress();
    vi.advanceTimersByTime(2_000);
    deadline.noteProgress();
    vi.advanceTimersByTime(silentMillis - 1);
    expect(deadline.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(deadline.signal.reason).toMatchObject({
      code: 'timed-out',
      message: `nothing of the stream moved for ${named}`,
    });
  });

  it.each([
    [2_000, 2_000, '2 s'],
    [8_000, 5_000, '5 s'],
  ])('may be silent for a shorter time: with %d ms for %d', (millis, silentMillis, named) => {
    const deadline = startDeadline(LIMITS);
    deadline.shortenSilence(millis);
    deadline.noteProgress();
    vi.advanceTimersByTime(silentMillis - 1);
    expect(deadline.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(deadline.signal.reason).toMatchObject({
      message: `nothing of the stream moved for ${named}`,
    });
  });

  it.each([8_000, 4_000])('that flows is cut at the time that its caller sets: %d ms', (millis) => {
    const deadline = startDeadline(LIMITS);
    deadline.shorten(millis);
    for (let passed = 0; passed < millis; passed += 1_000) {
      expect(deadline.signal.aborted).toBe(false);
      deadline.noteProgress();
      vi.advanceTimersByTime(1_000);
    }
    expect(deadline.signal.reason).toMatchObject({ code: 'timed-out' });
  });

  it('is not counted after the request is over', () => {
    const deadline = startDeadline(LIMITS);
    deadline.noteProgress();
    deadline.release();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a client', () => {
  const LIMITS = { remainingMillis: 10_000, requestTimeoutMillis: 5_000 };

  it('that has gone already leaves no time', () => {
    const { signal } = startDeadline(LIMITS, new PassThrough().destroy());
    expect(signal.reason).toMatchObject({ code: 'client-gone' });
  });

  it('that goes ends the request', async () => {
    const stream = new PassThrough();
    const { signal } = startDeadline(LIMITS, stream);
    stream.destroy();
    await finished(stream).catch(() => {});
    expect(signal.reason).toBeInstanceOf(RouterError);
    expect(signal.reason).toMatchObject({
      code: 'client-gone',
      message: 'the client closed the connection',
    });
  });

  it('that goes after its time was up changes nothing', async () => {
    const stream = new PassThrough();
    const { signal } = startDeadline(LIMITS, stream);
    vi.advanceTimersByTime(5_000);
    stream.destroy();
    await finished(stream).catch(() => {});
    expect(signal.reason).toMatchObject({ code: 'timed-out' });
  });

  it('that has its whole answer may go', async () => {
    const stream = new PassThrough();
    const { signal } = startDeadline(LIMITS, stream);
    stream.resume().end('answer');
    await finished(stream);
    expect(stream.destroyed).toBe(true);
    expect(signal.aborted).toBe(false);
  });
});

it.each([4_999.7, 0.3, 0, -0.3, -5_000])('a signal can be aborted after %d ms', (millis) => {
  const limit = vi.spyOn(AbortSignal, 'timeout');
  expect(abortAfter(millis)).toBeInstanceOf(AbortSignal);
  expect(limit).toHaveBeenCalledExactlyOnceWith(Math.max(0, Math.floor(millis)));
  limit.mockRestore();
});
