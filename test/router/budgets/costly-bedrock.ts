import type { BedrockModels } from '../../../lambda/app/ports';
import type { BedrockRequest } from '../../../lambda/core/wire/wire';
import { composeReply } from '../../fakes/compose-reply';

/** Nano-dollars a token of `us.` Nova 2 Lite on flex, by hand: half of 0.33 and of 2.75 USD per million. */
const INPUT_NANO_USD = 165;
const OUTPUT_NANO_USD = 1_375;

/** A Converse request with a number of its own. */
export function composeQuestion(number: number, maxTokens: number): string {
  const messages = [{ role: 'user', content: [{ text: `question ${number};` }] }];
  return JSON.stringify({ messages, inferenceConfig: { maxTokens } });
}

/** Amazon Bedrock whose answers use random numbers of tokens. The function may crash during a call. */
export class CostlyBedrock implements BedrockModels {
  readonly #random: () => number;
  readonly #crashRate: number;
  readonly #onCrash = new Map<number, () => void>();
  crashes = 0;
  /** The usage of all answers that were given. */
  usedNanoUsd = 0;

  constructor(random: () => number, crashRate: number) {
    this.#random = random;
    this.#crashRate = crashRate;
  }

  /** Resolves when the function that asks this question crashes. */
  crashOf(number: number): Promise<void> {
    return new Promise((resolve) => this.#onCrash.set(number, resolve));
  }

  async invoke({ body }: BedrockRequest) {
    const text = Buffer.from(body).toString('utf8');
    const number = Number(/question (\d+);/.exec(text)?.[1]);
    await new Promise((resolve) => setTimeout(resolve, this.#random() * 3));
    if (this.#random() < this.#crashRate) return this.#crash(number);
    const { maxTokens } = JSON.parse(text).inferenceConfig;
    const inputTokens = 5 + Math.floor(this.#random() * 40);
    // Long answers are as frequent as short ones, and some are as long as they may be.
    const outputTokens = Math.ceil(maxTokens * Math.min(1, this.#random() * 1.1));
    this.usedNanoUsd += inputTokens * INPUT_NANO_USD + outputTokens * OUTPUT_NANO_USD;
    const usage = { inputTokens, outputTokens };
    return composeReply(200, JSON.stringify({ usage, serviceTier: { type: 'flex' } }));
  }

  #crash(number: number): Promise<never> {
    this.crashes += 1;
    this.#onCrash.get(number)?.();
    return new Promise(() => {});
  }
}
