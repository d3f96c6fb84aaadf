import type { StoredValue } from '../../lambda/core/operator/operator-view';
import type { ChangeDocument, PriceDocument, VersionDocument } from '../documents/mapping';
import type { Answer } from '../output/answer';
import { fitColumns } from '../output/fit-columns';
import { WIDTH, wrapText, writeChange, writeForeign, writeRate } from '../output/write-text';
import type { OpenRouter } from '../router/open-router';
import { EXIT_CODES } from '../run-program';
import { describeAuthor } from './format-tiers';

/** An override that another operator wrote. */
export function describeFound(value: StoredValue | undefined): VersionDocument | undefined {
  if (value === undefined) return undefined;
  const { version, changedAt, changedBy } = value;
  return {
    version: `override-${version}`,
    owner: 'override',
    value: value.value,
    changedAt,
    changedBy,
  };
}

/** Without a version that another operator wrote, the change stands. */
export function answerChange(router: OpenRouter, document: ChangeDocument): Answer {
  const isContested = document.outcome === 'conflict' || document.found !== undefined;
  return {
    document,
    text: formatChange(router, document),
    ...(isContested && { exitCode: EXIT_CODES.conflict }),
  };
}

function formatChange(router: OpenRouter, document: ChangeDocument): string {
  const { before, after, doubts } = document;
  const parts = [
    [
      nameValue(document),
      `  before  ${writeForeign(before ?? '(none)')}`,
      `  after   ${writeForeign(after ?? '(none)')}`,
    ],
    formatPrices(document),
    doubts.map(({ text }) => wrapText(`! ${text}`)),
    describeOutcome(document, router).map((line) => wrapText(line)),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

export function nameValue({ section, entry }: Pick<ChangeDocument, 'section' | 'entry'>): string {
  return entry === '' ? section : `${section}/${entry}`;
}

function formatPrices({ priceBefore, priceAfter, ...changes }: ChangeDocument): readonly string[] {
  if (priceBefore === undefined && priceAfter === undefined) return [];
  const rates = (name: 'inputUsdPerMillionTokens' | 'outputUsdPerMillionTokens') =>
    [priceBefore, priceAfter].map((price: PriceDocument | undefined) => writeRate(price?.[name]));
  const rows = [
    ['USD per million tokens', 'BEFORE', 'AFTER', 'CHANGE'],
    ['  input', ...rates('inputUsdPerMillionTokens'), writeChange(changes.inputChange)],
    ['  output', ...rates('outputUsdPerMillionTokens'), writeChange(changes.outputChange)],
  ];
  return [fitColumns(rows, { texts: 1, width: WIDTH })];
}

function describeOutcome(document: ChangeDocument, { config }: OpenRouter): readonly string[] {
  const { version, hasOverwritten, found } = document;
  const seconds = (2 * config.mappingMaxAgeMillis) / 1000;
  const takesEffect = `Requests follow it within ${seconds} seconds.`;
  switch (document.outcome) {
    case 'dry-run':
      return ['Nothing was written, because this is a dry run.'];
    case 'unchanged':
      return ['The override has this value already. Nothing was written.'];
    case 'absent':
      return ['There is no override. Nothing was written.'];
    case 'conflict':
      return [
        `Another operator has changed the override. ${describeOther(found)} Nothing was written.`,
      ];
    case 'removed':
      return [
        `The override is gone, with its history; set writes its value again. ${takesEffect}`,
        ...describeReplaced(found),
      ];
    case 'written':
      return [
        `Written as ${version}. ${takesEffect}`,
        ...(hasOverwritten ? [OVERWRITTEN] : []),
        ...describeReplaced(found),
      ];
    default:
      return document.outcome satisfies never;
  }
}

const OVERWRITTEN =
  '! Another operator wrote in between, and this change wrote over theirs. See tier-router history.';

function describeReplaced(found: VersionDocument | undefined): readonly string[] {
  return found === undefined
    ? []
    : [`! Another operator wrote afterwards. ${describeOther(found)}`];
}

function describeOther(found: VersionDocument | undefined): string {
  if (found === undefined) return 'It is gone.';
  const author = describeAuthor(found).map((each) => `, ${each}`);
  return `${found.version}${author.join('')}: ${writeForeign(found.value)}.`;
}
