import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { serveAwsEmulators } from '../../../local/aws-emulators';
import { FULL_CATALOG_PATH, readFullCatalog } from '../../../scripts/catalog/full-catalog';
import { type CatalogOptions, runCatalog } from '../../../scripts/catalog/run-catalog';
import { writeProduct } from '../../lambda/core/catalog/reading/price-list-product';

const ROOT = join(__dirname, '..', '..', '..');
const NOVA = 'amazon.nova-2-lite-v1:0';
const ARN = `arn:aws:bedrock:us-east-1::foundation-model/${NOVA}`;

/** The products of one Region's prices for Nova 2 Lite, in USD per thousand tokens. */
function writeNovaProducts(prices: Readonly<Record<string, string>>): string[] {
  return Object.entries(prices).map(([usage, usd]) =>
    writeProduct({
      usagetype: `USE1-Nova2.0Lite-${usage}`,
      usd,
      attributes: { model: 'Nova 2.0 Lite' },
    }),
  );
}

const MODELS = [
  {
    modelArn: ARN,
    modelId: NOVA,
    modelName: 'Nova 2 Lite',
    providerName: 'Amazon',
    inputModalities: ['TEXT', 'IMAGE', 'VIDEO'],
    outputModalities: ['TEXT'],
    inferenceTypesSupported: ['INFERENCE_PROFILE'],
    modelLifecycle: { status: 'LEGACY', endOfLifeTime: '2027-12-02T00:00:00Z' },
  },
];
const PROFILES = ['us', 'global'].map((prefix) => ({
  inferenceProfileName: prefix,
  inferenceProfileArn: `arn:aws:bedrock:us-east-1:111122223333:inference-profile/${prefix}.${NOVA}`,
  inferenceProfileId: `${prefix}.${NOVA}`,
  models: [{ modelArn: ARN }],
  status: 'ACTIVE',
  type: 'SYSTEM_DEFINED',
}));
const PRICES = {
  'input-tokens': '0.0003600000',
  'output-tokens': '0.0027500000',
  'input-tokens-cross-region-global': '0.0009000000',
  'output-tokens-cross-region-global': '0.0025000000',
  'thoughts-tokens': '0.0001000000',
};

const DIFFERENCE = `1 model differs:
amazon.nova-2-lite-v1:0
  lifecycle: unknown -> endOfLife 2027-12-02
  us, us-east-1, default: input 0.33 -> 0.36
1 price refused. If AWS says so, accept with --accept <model>:
  amazon.nova-2-lite-v1:0, global, us-east-1: input by default goes from 0.3 to
      0.9 USD per million tokens
1 thing not read:
  USE1-Nova2.0Lite-thoughts-tokens: has words that are not known`;

let root: string;
let recorded: string;

/** A copy of the files that the command writes, and a folder of recorded answers. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'catalog-'));
  cpSync(join(ROOT, 'catalog'), join(root, 'catalog'), { recursive: true });
  mkdirSync(join(root, 'lambda', 'core', 'catalog'), { recursive: true });
  recorded = join(root, 'recorded');
  mkdirSync(join(recorded, 'us-east-1'), { recursive: true });
  return () => rmSync(root, { recursive: true });
});

function record(file: string, answer: unknown): void {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  writeFileSync(join(recorded, 'us-east-1', file), text);
}

function recordNova(prices: Readonly<Record<string, string>> = PRICES): void {
  record('get-products-AmazonBedrock.json', { PriceList: writeNovaProducts(prices) });
  record('list-foundation-models.json', { modelSummaries: MODELS });
  record('list-inference-profiles.json', { inferenceProfileSummaries: PROFILES });
}

function run(options: Partial<CatalogOptions> = {}): Promise<string> {
  return runCatalog({
    regions: [],
    from: recorded,
    write: false,
    accept: [],
    root,
    today: '2026-12-24',
    ...options,
  });
}

function readWritten(): string {
  return readFileSync(join(root, FULL_CATALOG_PATH), 'utf8');
}

function findNova() {
  return readFullCatalog(root).models.find(({ id }) => id === NOVA);
}

describe('recorded answers', () => {
  it('are compared in lines of 80 columns, and nothing is written', async () => {
    recordNova();
    const before = readWritten();

    expect(await run()).toBe(DIFFERENCE);
    expect(readWritten()).toBe(before);
  });

  it('are written with their source and day, without what is refused, and then differ no more', async () => {
    recordNova();
    await run({ write: true });

    const catalog = readFullCatalog(root);
    expect(catalog.date).toBe('2026-12-24');
    expect(catalog.sources['aws-price-apis']?.date).toBe('2026-12-24');
    const nova = findNova();
    expect(nova?.lifecycle).toEqual({ endOfLife: '2027-12-02' });
    expect(nova?.sources).toMatchObject({ lifecycle: 'aws-bedrock-api', prices: 'aws-price-apis' });
    expect(nova?.prices?.[0]).toEqual({
      profiles: ['us'],
      regions: ['us-east-1'],
      rates: { default: [0.36, 2.75, 0.0825, 0] },
      source: 'aws-price-apis',
    });
    expect(await run()).toBe(
      DIFFERENCE.replace(/^.*default: input 0.33[^\n]*/s, 'Nothing differs from the catalog.'),
    );
  });

  it('with an implausible price are written if the price is accepted', async () => {
    recordNova();
    await run({ write: true, accept: [NOVA] });

    expect(findNova()?.prices).toContainEqual({
      profiles: ['global'],
      regions: ['us-east-1'],
      rates: { default: [0.9, 2.5, 0.075, 0] },
      source: 'aws-price-apis',
    });
  });

  it('that are empty or absent change nothing', async () => {
    record('get-products-AmazonBedrock.json', {});
    const before = readWritten();

    expect(await run({ write: true })).toBe('Nothing differs from the catalog.');
    expect(readWritten()).toBe(before);
  });

  it('that are broken write nothing', async () => {
    recordNova();
    record('list-foundation-models.json', '<html>');
    const before = readWritten();

    await expect(run({ write: true })).rejects.toThrow('list-foundation-models.json is not JSON');
    expect(readWritten()).toBe(before);
  });

  it('that do not fit the schema write nothing', async () => {
    recordNova();
    const modelLifecycle = { status: 'LEGACY', endOfLifeTime: '2027-99-02T00:00:00Z' };
    record('list-foundation-models.json', { modelSummaries: [{ ...MODELS[0], modelLifecycle }] });
    const before = readWritten();

    await expect(run({ write: true })).rejects.toThrow('lifecycle.endOfLife is "2027-99-02"');
    expect(readWritten()).toBe(before);
  });

  it('of a model that the catalog lacks make a new model', async () => {
    record('list-foundation-models.json', {
      modelSummaries: [{ ...MODELS[0], modelId: 'newcomer.model-1', modelLifecycle: {} }],
    });

    expect(await run({ write: true })).toBe(`1 model differs:
newcomer.model-1 (new)
  input: unknown -> text, image, video
  output: unknown -> text`);
    expect(readFullCatalog(root).models.find(({ id }) => id === 'newcomer.model-1')).toEqual({
      id: 'newcomer.model-1',
      vendor: 'newcomer',
      input: ['text', 'image', 'video'],
      output: ['text'],
      sources: { vendor: 'aws-bedrock-api', input: 'aws-bedrock-api', output: 'aws-bedrock-api' },
    });
  });

  it('of no Region are an error', async () => {
    rmSync(join(recorded, 'us-east-1'), { recursive: true });

    await expect(run()).rejects.toThrow('has no folder of a Region');
  });

  it.each([
    ['of a Region without a file', '.DS_Store', 'us-east-1 has no recorded answer'],
    ['with another name', 'products.json', 'us-east-1/products.json is no recorded answer'],
  ])('%s are an error that says the names', async (_, file, problem) => {
    record(file, {});

    await expect(run()).rejects.toThrow(
      `${problem}; the names of the JSON files begin with get-products-, list-foundation-models, ` +
        'list-inference-profiles, agreement-offers-',
    );
  });
});

describe('the command', () => {
  async function startAws() {
    const aws = await serveAwsEmulators();
    onTestFinished(() => aws.close());
    aws.priceList.offers.set('AmazonBedrock', writeNovaProducts(PRICES));
    aws.priceList.offers.set('AmazonBedrockFoundationModels', []);
    aws.bedrockCatalog.regions.set('us-east-1', { models: MODELS, profiles: PROFILES });
    return aws;
  }

  function runCommand(url: string) {
    const env = {
      ...process.env,
      AWS_ENDPOINT_URL_PRICING: url,
      AWS_ENDPOINT_URL_BEDROCK: url,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_MAX_ATTEMPTS: '1',
    };
    const command = ['--import', 'tsx', join(ROOT, 'scripts', 'catalog', 'catalog.ts')];
    return promisify(execFile)(process.execPath, command, { cwd: ROOT, env });
  }

  it('asks AWS by the SDK and prints the difference', async () => {
    const aws = await startAws();

    const { stdout } = await runCommand(aws.url);

    expect(stdout).toBe(`${DIFFERENCE}\nNothing was written; --write writes what differs.\n`);
    expect(aws.priceList.journal.map(({ ServiceCode, Filters }) => [ServiceCode, Filters])).toEqual(
      ['AmazonBedrock', 'AmazonBedrockFoundationModels'].map((offer) => [
        offer,
        [{ Type: 'TERM_MATCH', Field: 'regionCode', Value: 'us-east-1' }],
      ]),
    );
  });

  it('fails if AWS does not answer', async () => {
    const aws = await startAws();
    aws.bedrockCatalog.failures.plan({ kind: 'throttle', operation: 'ListInferenceProfiles' });

    await expect(runCommand(aws.url)).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'ThrottlingException: Too many requests\n',
    });
  });
});
