import { ParameterStorePrices } from '../../../../lambda/adapters/parameter-store/parameter-store-prices';
import type { MappingProblem } from '../../../../lambda/app/ports';
import { priceUsage } from '../../../../lambda/core/pricing/price-usage';
import { startParameterStore } from '../../../local/parameter-store/start-parameter-store';

export const PARAMETER_NAME = '/bedrock-tier-router/prices';
export const MAX_AGE_MILLIS = 300_000;

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const A_MILLION_IN = {
  inputTokens: 1_000_000,
  outputTokens: 0,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
};

/** A parameter store with or without prices in it, and an adapter that reads it through the official client. */
export async function startPrices(value?: string) {
  const { emulator, client } = await startParameterStore();
  const write = (text: string) =>
    emulator.parameters.put({
      name: PARAMETER_NAME,
      type: 'String',
      value: text,
      overwrite: true,
    });
  if (value !== undefined) write(value);

  let now = 1_000;
  const problems: MappingProblem[] = [];
  const prices = new ParameterStorePrices({
    client,
    parameterName: PARAMETER_NAME,
    maxAgeMillis: MAX_AGE_MILLIS,
    clock: () => now,
    reportProblem: (problem) => problems.push(problem),
  });

  return {
    emulator,
    prices,
    problems,
    write,
    advance: (millis: number) => {
      now += millis;
    },
    /** Lets the prices grow too old, and waits for the reading that follows. */
    renew: async () => {
      now += MAX_AGE_MILLIS;
      prices.current();
      await prices.settled();
    },
    /** USD of a million tokens in, at a tier of a model whose built-in price is 0.33. */
    priceOfNova: (tier = 'default') =>
      priceUsage(prices.current(), { baseModelId: NOVA, tier, usage: A_MILLION_IN }),
  };
}
