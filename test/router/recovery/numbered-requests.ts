import { readServiceTier } from '../../../lambda/core/ids/service-tier';
import { formatTieredModelId } from '../../../lambda/core/ids/tiered-model-id';
import type { JournalEntry } from '../../../local/bedrock/journal';
import type { ModelPrompt } from '../../../local/bedrock/replies/compose-reply';
import { ask } from '../../local/bedrock/ask';

/** Requests under way at the same time. */
const CONCURRENCY = 16;

export interface NumberedAnswer {
  readonly number: number;
  readonly status: number;
  /** Every number that the answer names; exactly one if it is whole and belongs to this request. */
  readonly told: readonly number[];
  /** From the receipt, without times: `<tiered model ID>=<status>` each. */
  readonly attempts: readonly string[];
  readonly tierFallback: string | undefined;
  readonly sentAt: number;
  readonly endedAt: number;
}

/** What a request of this number asks. */
const composeQuestion = (number: number): string =>
  JSON.stringify({ messages: [{ role: 'user', content: [{ text: `question ${number};` }] }] });

/** The emulator's answer to it, short enough to be in one piece of a stream. */
export function answerNumber({ user }: ModelPrompt): string {
  return `answer ${/question (\d+);/.exec(user)?.[1]};`;
}

/** Sends requests of consecutive numbers, every other one a stream. */
export async function sendNumbered(
  operationUrl: string,
  { from, count }: { readonly from: number; readonly count: number },
  headers: Record<string, string> = {},
): Promise<readonly NumberedAnswer[]> {
  const answers: NumberedAnswer[] = [];
  let next = from;
  const sendOn = async (): Promise<void> => {
    while (next < from + count) {
      const number = next;
      next += 1;
      answers.push(await send(operationUrl, number, headers));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, sendOn));
  return answers;
}

async function send(
  operationUrl: string,
  number: number,
  headers: Record<string, string>,
): Promise<NumberedAnswer> {
  const url = number % 2 === 0 ? operationUrl : `${operationUrl}/stream`;
  const sentAt = Date.now();
  const answer = await ask(url, { headers, body: composeQuestion(number) });
  if (answer.isCut) throw new Error(`the answer to request ${number} broke off`);
  return {
    number,
    status: answer.status,
    told: [...answer.body.toString('latin1').matchAll(/answer (\d+);/g)].map(([, told]) =>
      Number(told),
    ),
    attempts: readAttempts(answer.headers['x-router-attempts']),
    tierFallback: answer.headers['x-router-tier-fallback']?.toString(),
    sentAt,
    endedAt: Date.now(),
  };
}

/** The attempts of a receipt, each without its time. */
export function readAttempts(header: string | readonly string[] | undefined): readonly string[] {
  if (typeof header !== 'string') return [];
  return header.split(',').map((attempt) => attempt.replace(/;\d+ms$/, ''));
}

/** What arrived at Bedrock, by the number that its prompt names. */
export function groupByNumber(
  entries: readonly JournalEntry[],
): ReadonlyMap<number, readonly JournalEntry[]> {
  const groups = new Map<number, JournalEntry[]>();
  for (const entry of entries) {
    const number = Number(/question (\d+);/.exec(entry.body.toString('utf8'))?.[1]);
    groups.set(number, [...(groups.get(number) ?? []), entry]);
  }
  return groups;
}

/** A journal entry as a receipt has it. */
export function tellArrival({ modelId = '', requestedTier, status }: JournalEntry): string {
  const tier = readServiceTier(requestedTier ?? 'default') ?? 'default';
  return `${formatTieredModelId({ baseModelId: modelId, tier })}=${status ?? 'silent'}`;
}
