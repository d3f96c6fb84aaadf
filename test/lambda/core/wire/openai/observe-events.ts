import { findWire } from '../../../../../lambda/core/wire/find-wire';
import { FakeClock } from '../../../../fakes/fake-clock';

export type Event = object | string;

/** The facts of a stream of these events, and whether it may end after them; `undefined` is an event that is too long. */
export function observe(
  action: 'chat-completions-stream' | 'responses-stream',
  ...events: (Event | undefined)[]
) {
  const clock = new FakeClock();
  const tap = findWire(action).openTap({}, clock.read);
  for (const [index, event] of events.entries()) {
    const payload = typeof event === 'object' ? JSON.stringify(event) : event;
    tap.observe({ messageType: 'event', name: '', payload, isFirst: index === 0 });
    clock.advance(1);
  }
  const { firstTokenAt, ...facts } = tap.facts();
  const firstToken =
    firstTokenAt === undefined ? undefined : firstTokenAt - clock.read() + events.length;
  return { ...facts, firstToken, isComplete: tap.isComplete };
}

export const USAGE = {
  inputTokens: 40,
  outputTokens: 20,
  cacheReadInputTokens: 60,
  cacheWriteInputTokens: 0,
  cacheWriteOneHourInputTokens: 0,
  reasoningTokens: 12,
};
