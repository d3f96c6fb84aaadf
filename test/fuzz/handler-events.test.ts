import { expect, it } from 'vitest';
import { arbitraryEvent } from './arbitrary-event';
import { assertWithCorpus, FUZZ_TIMEOUT_MILLIS } from './assert-with-corpus';
import { expectSoundAnswer } from './expect-sound';
import { loadRouter } from './load-router';

const router = loadRouter();

it(
  'an event of any gateway, whatever is in it, has one sound answer and sound traces',
  async () => {
    await assertWithCorpus({
      name: 'handler-events',
      values: arbitraryEvent,
      runs: 75,
      check: async (text) => {
        const { outcome, lines, receipts, arrivals } = await router.trace(() =>
          router.answer(text),
        );
        expectSoundAnswer({ ...outcome, isHead: text.includes('"HEAD"') });
        expect(lines.join()).not.toContain('"router_error":"unknown"');
        const isRouted = outcome.status !== 200 || arrivals.length > 0;
        expect(receipts).toHaveLength(isRouted ? 1 : 0);
      },
    });
  },
  FUZZ_TIMEOUT_MILLIS,
);
