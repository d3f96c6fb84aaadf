import { GetProductsCommand, PricingClient } from '@aws-sdk/client-pricing';
import { expect, it, onTestFinished } from 'vitest';
import { composeLocalClient } from '../../../local/compose-local-client';
import { serveOnLoopback } from '../../../local/loopback-server';
import { PriceListEmulator } from '../../../local/price-list/emulator';

function writeProduct(usagetype: string, regionCode: string): string {
  return JSON.stringify({ product: { attributes: { usagetype, regionCode } }, terms: {} });
}

async function startEmulator() {
  const emulator = new PriceListEmulator();
  const server = await serveOnLoopback(emulator.listener);
  const client = new PricingClient({ ...composeLocalClient(server.url), maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  const get = (input: object) =>
    client.send(new GetProductsCommand({ ServiceCode: 'AmazonBedrock', ...input }));
  return { emulator, get };
}

it('answers the products of an offer that have the attributes of the filters, page by page', async () => {
  const { emulator, get } = await startEmulator();
  const products = ['a', 'b', 'c'].map((usagetype) => writeProduct(usagetype, 'us-east-1'));
  emulator.offers.set('AmazonBedrock', [...products, writeProduct('d', 'eu-west-1')]);
  const Filters = [{ Type: 'TERM_MATCH', Field: 'regionCode', Value: 'us-east-1' }];

  const first = await get({ Filters, MaxResults: 2 });
  const second = await get({ Filters, MaxResults: 2, NextToken: first.NextToken });

  expect(first.PriceList?.map(String)).toEqual(products.slice(0, 2));
  expect(second.PriceList?.map(String)).toEqual(products.slice(2));
  expect(second.NextToken).toBeUndefined();
});

it('refuses an offer that is not known', async () => {
  const { get } = await startEmulator();

  await expect(get({ ServiceCode: 'AmazonChime' })).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});

it('fails as planned', async () => {
  const { emulator, get } = await startEmulator();
  emulator.failures.plan({ kind: 'throttle' });

  await expect(get({})).rejects.toMatchObject({ name: 'ThrottlingException' });
  expect(emulator.journal).toEqual([]);
});
