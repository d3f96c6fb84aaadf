import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { MODEL_FACTS, MULTIPLIERS, PRICE_MEMBERS } from '../../lambda/core/catalog/catalog-model';
import { isJsonObject } from '../../lambda/core/json/json-object';
import { members, refuse } from '../../lambda/core/settings/check-value';

/** Below the root of the repository. */
export const FULL_CATALOG_PATH = join('catalog', 'models.json');

const TEXT = v.pipe(v.string(refuse('a text')), v.nonEmpty(refuse('a text that is not empty')));
const DATE_RULE = refuse('a date such as 2026-11-28');
const DATE = v.pipe(v.string(DATE_RULE), v.isoDate(DATE_RULE));

const SOURCE = members({
  url: v.pipe(TEXT, v.regex(/^https:\/\//, refuse('a URL that begins with https://'))),
  /** The day on which the source was read. */
  date: DATE,
  note: v.exactOptional(TEXT),
});

const PRICE = members({ ...PRICE_MEMBERS, source: v.exactOptional(TEXT) });

const MODEL = members({
  id: TEXT,
  ...MODEL_FACTS,
  /** The names of the model in the AWS Price List. */
  priceListNames: v.exactOptional(v.array(TEXT, refuse('a list of names'))),
  prices: v.exactOptional(v.array(PRICE, refuse('a list of prices'))),
  /** Fact → the source that tells it. */
  sources: v.record(TEXT, TEXT),
});

/** The catalog as people read and correct it: catalog/models.json. */
export const FULL_CATALOG = members({
  $schema: v.literal('./models.schema.json'),
  date: DATE,
  tierMultipliers: MULTIPLIERS,
  sources: v.record(TEXT, SOURCE),
  models: v.array(MODEL, refuse('a list of models')),
});

export type FullCatalog = v.InferOutput<typeof FULL_CATALOG>;
export type FullModel = FullCatalog['models'][number];
export type FullPrice = v.InferOutput<typeof PRICE>;

/** @throws Error if the text does not fit the schema, or a fact has no source */
export function parseFullCatalog(text: string): FullCatalog {
  const result = v.safeParse(FULL_CATALOG, JSON.parse(text));
  if (!result.success) {
    const [issue] = result.issues;
    throw new Error(`${v.getDotPath(issue) ?? 'the catalog'}${issue.message}`);
  }
  const problem = result.output.models.flatMap((model) => listSourceProblems(model, result.output));
  if (problem[0] !== undefined) throw new Error(problem[0]);
  return result.output;
}

function listSourceProblems(model: FullModel, { sources }: FullCatalog): string[] {
  const facts = Object.keys(model).filter((fact) => fact !== 'id' && fact !== 'sources');
  const named = [...Object.values(model.sources), ...listPriceSources(model)];
  return [
    ...facts
      .filter((fact) => model.sources[fact] === undefined)
      .map((fact) => `${model.id} has no source for ${fact}`),
    ...named
      .filter((source) => sources[source] === undefined)
      .map((source) => `${model.id} names the source ${source}, which is not listed`),
  ];
}

function listPriceSources({ prices = [] }: FullModel): string[] {
  return prices.flatMap(({ source }) => source ?? []);
}

export function readFullCatalog(root: string): FullCatalog {
  return parseFullCatalog(readFileSync(join(root, FULL_CATALOG_PATH), 'utf8'));
}

/** One fact a line, and one price a line, so that a difference is easy to review. */
export function formatFullCatalog({ models, sources, ...rest }: FullCatalog): string {
  const items = models.map((model) => `    {\n${formatModel(model)}\n    }`);
  const members = [
    listMembers(rest, '  '),
    `  "sources": {\n${listMembers(sources, '    ')}\n  }`,
    `  "models": [\n${items.join(',\n')}\n  ]`,
  ];
  return `{\n${members.join(',\n')}\n}\n`;
}

function formatModel({ prices, sources, ...facts }: FullModel): string {
  const rows = prices?.map((price) => `        ${formatValue(price)}`);
  return [
    listMembers(facts, '      '),
    ...(rows === undefined ? [] : [`      "prices": [\n${rows.join(',\n')}\n      ]`]),
    `      "sources": ${formatValue(sources)}`,
  ].join(',\n');
}

function listMembers(value: object, indentation: string): string {
  return Object.entries(value)
    .map(([name, member]) => `${indentation}"${name}": ${formatValue(member)}`)
    .join(',\n');
}

/** JSON on one line, with spaces. */
function formatValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(formatValue).join(', ')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}: ${formatValue(member)}`,
  );
  return `{${members.join(', ')}}`;
}
