import { expect, it } from 'vitest';
import { readSampleDocuments } from '../../../local/pipeline/sample-documents';

async function readSample(name: string): Promise<string> {
  const documents = await readSampleDocuments();
  return documents.find((document) => document.name === name)?.text ?? '';
}

/** In cents, so that sums are exact. */
function readAmounts(lines: readonly string[], column: RegExp): number {
  const amounts = lines.map((line) => column.exec(line)?.[1] ?? '0');
  return amounts.reduce(
    (sum, amount) => sum + Math.round(Number(amount.replace(/,/g, '')) * 100),
    0,
  );
}

const LAST_AMOUNT = /([\d,]+\.\d\d)$/;

it('are an invoice, a bank statement and an insurance claim', async () => {
  const documents = await readSampleDocuments();
  expect(documents.map(({ name }) => name)).toEqual([
    'bank-statement',
    'insurance-claim',
    'invoice',
  ]);
});

it('hold an invoice whose items add up', async () => {
  const items = (await readSample('invoice'))
    .split('\n')
    .filter((line) => /^ {2}\d {2}/.test(line));
  expect(items).toHaveLength(5);
  expect(readAmounts(items, LAST_AMOUNT)).toBe(295_500);
  for (const item of items) {
    const [amount, price, quantity] = item.trim().split(/\s+/).reverse();
    const product = Number(quantity) * Number(price);
    expect(product.toFixed(2)).toBe(amount?.replace(',', ''));
  }
});

it('hold a bank statement whose balances follow from its transactions', async () => {
  const rows = (await readSample('bank-statement'))
    .split('\n')
    .filter((line) => /^\d\d Sep/.test(line));
  const paidOut = rows.map((row) => row.slice(48, 58).trim());
  const paidIn = rows.map((row) => row.slice(59, 69).trim());
  expect(rows).toHaveLength(10);
  expect(readAmounts(paidOut, LAST_AMOUNT)).toBe(152_037);
  expect(readAmounts(paidIn, LAST_AMOUNT)).toBe(353_805);
  let balance = 421_837;
  for (const [index, row] of rows.entries()) {
    balance += readAmounts([paidIn[index] ?? ''], LAST_AMOUNT);
    balance -= readAmounts([paidOut[index] ?? ''], LAST_AMOUNT);
    expect(readAmounts([row], LAST_AMOUNT)).toBe(balance);
  }
  expect(balance).toBe(623_605);
});

it('hold a claim whose items add up', async () => {
  const claim = await readSample('insurance-claim');
  const items = claim
    .split('\n')
    .filter((line) => /(Estimate|Receipt|Invoice) +[\d,.]+$/.test(line));
  expect(items).toHaveLength(5);
  expect(readAmounts(items, LAST_AMOUNT)).toBe(393_950);
});

it('name no real address', async () => {
  for (const { text } of await readSampleDocuments()) {
    const domains = text.match(/[\w.-]+\.com/g) ?? [];
    expect(domains.filter((domain) => !domain.endsWith('.example.com'))).toEqual([]);
    expect(text).toMatch(/IBAN: +XX00 FICT/);
  }
});
