import { expect, it } from 'vitest';
import { arbitraryEvent } from './arbitrary-event';
import { assertWithCorpus, FUZZ_TIMEOUT_MILLIS } from './assert-with-corpus';
import {
  expectSoundAnswer,
  expectSoundArrival,
  expectSoundLines,
  expectUnpollutedPrototypes,
} from './expect-sound';
import { loadRouter } from './load-router';

const router = loadRouter();

it(
  'an event of whatever gateway, whatever is in it, has one sound answer and sound traces',
  async () => {
    await assertWithCorpus({
      name: 'handler-events',
      values: arbitraryEvent,
      runs: 75,
      check: async (text) => {
        router.aws.bedrock.journal.clear();
        const answer = await router.answer(text);
        expectSoundAnswer(answer);
        const lines = await router.takeLines();
        expectSoundLines(lines);
        expect(lines.join()).not.toContain('"router_error":"unknown"');
        const isRouted = answer.status !== 200 || router.aws.bedrock.journal.entries.length > 0;
        const receipts = lines.filter((line) => JSON.parse(line).status !== undefined);
        expect(receipts).toHaveLength(isRouted ? 1 : 0);
        for (const arrival of router.aws.bedrock.journal.entries) {
          expectSoundArrival(arrival, router.aws.url);
        }
        expectUnpollutedPrototypes();
      },
    });
  },
  FUZZ_TIMEOUT_MILLIS,
);
