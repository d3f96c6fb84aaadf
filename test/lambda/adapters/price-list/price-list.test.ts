import { PricingClient } from '@aws-sdk/client-pricing';
import { expect, it, onTestFinished } from 'vitest';
import { PricingPriceList } from '../../../../lambda/adapters/price-list/price-list';
import { composeLocalClient } from '../../../../local/compose-local-client';
import { serveOnLoopback } from '../../../../local/loopback-server';
import { PriceListEmulator } from '../../../../local/price-list/emulator';
import { writeProduct } from '../../core/catalog/reading/price-list-product';

const NO_END = AbortSignal.timeout(60_000);

async function openPriceList() {
  const emulator = new PriceListEmulator();
  const server = await serveOnLoopback(emulator.listener);
  const client = new PricingClient({ ...composeLocalClient(server.url), maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  emulator.offers.set('AmazonBedrock', []);
  emulator.offers.set('AmazonBedrockFoundationModels', []);
  return { emulator, priceList: new PricingPriceList(client) };
}

function writeProducts(count: number, regionCode = 'us-east-1'): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    writeProduct({ usagetype: `USE1-Model${index}-input-tokens`, usd: '1', regionCode }),
  );
}

it('reads all pages of both offers in one Region', async () => {
  const { emulator, priceList } = await openPriceList();
  const products = writeProducts(250);
  const marketplace = writeProducts(1);
  emulator.offers.set('AmazonBedrock', [...products, ...writeProducts(5, 'eu-west-1')]);
  emulator.offers.set('AmazonBedrockFoundationModels', marketplace);

  expect(await priceList.read('us-east-1', NO_END)).toEqual([...products, ...marketplace]);
  expect(emulator.journal.map(({ ServiceCode, NextToken }) => [ServiceCode, NextToken])).toEqual([
    ['AmazonBedrock', undefined],
    ['AmazonBedrock', '100'],
    ['AmazonBedrock', '200'],
    ['AmazonBedrockFoundationModels', undefined],
  ]);
});

it('gives up on a list that does not end', async () => {
  const { emulator, priceList } = await openPriceList();
  emulator.offers.set('AmazonBedrock', writeProducts(5_001));

  await expect(priceList.read('us-east-1', NO_END)).rejects.toThrow(
    'the offer AmazonBedrock of us-east-1 has more than 50 pages',
  );
});

it('ends with its signal', async () => {
  const { emulator, priceList } = await openPriceList();
  emulator.failures.plan({ kind: 'hang' });
  const ending = new AbortController();
  const reading = priceList.read('us-east-1', ending.signal);
  ending.abort();

  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
});
