import { nameIdentity } from '../../lambda/core/operator/history';
import { DEPLOYED_VERSION } from '../../lambda/core/routing/tier-mapping';
import type { OperationDocument, TiersDocument, VersionDocument } from '../documents/mapping';
import { fitColumns } from '../output/fit-columns';
import {
  WIDTH,
  wrapText,
  writeForeign,
  writeRate,
  writeShare,
  writeTime,
} from '../output/write-text';

const HEADING = ['ROUTE', 'TIER', 'IN', 'OUT', 'SAVED'];

/** A heading with version and author for each operation, and a line for each candidate. */
export function formatTiers({ router, operations }: TiersDocument): string {
  const lines = operations.flatMap(({ route }) => route.map(composeRow));
  const [heading = '', ...rows] = fitColumns([HEADING, ...lines], { texts: 2, width: WIDTH }).split(
    '\n',
  );
  const sections = operations.map((operation) => [
    '',
    `${operation.operation}: ${describeInForce(operation)}`,
    ...rows.splice(0, operation.route.length),
    ...describeRefused(operation),
    ...operation.doubts.map(({ text }) => wrapText(`! ${text}`, '  ')),
  ]);
  const title = `${router.prefix} in ${router.region}, prices in USD per million tokens`;
  return [title, '', heading, ...sections.flat()].join('\n');
}

function composeRow(candidate: OperationDocument['route'][number]): readonly string[] {
  const { modelId, serviceTier, connection, price } = candidate;
  return [
    `  ${modelId}${connection === undefined ? '' : `@${connection}`}`,
    serviceTier,
    writeRate(price?.inputUsdPerMillionTokens),
    writeRate(price?.outputUsdPerMillionTokens),
    writeSaved(price?.inputSavedShare, price?.outputSavedShare),
  ];
}

/** Of output tokens, if the two differ. */
function writeSaved(input: number | undefined, output: number | undefined): string {
  return input === output ? writeShare(input) : `${writeShare(input)}/${writeShare(output)}`;
}

function describeInForce({ inForce, version, ...values }: OperationDocument): string {
  if (version === DEPLOYED_VERSION) return 'deploy, because Parameter Store has no value';
  const named = inForce === 'override' ? version : `deploy, version ${version}`;
  return [named, ...describeAuthor(inForce && values[inForce])].join(', ');
}

export function describeAuthor(value: VersionDocument | undefined): readonly string[] {
  const { changedBy, changedAt } = value ?? {};
  const author = changedBy === undefined ? [] : [writeForeign(nameIdentity(changedBy))];
  return [...author, writeTime(changedAt) ?? []].flat();
}

function describeRefused({ deploy, override }: OperationDocument): readonly string[] {
  return [deploy, override].flatMap((value) =>
    value?.problem === undefined
      ? []
      : [wrapText(`! version ${value.version} is refused: ${writeForeign(value.problem)}`, '  ')],
  );
}
