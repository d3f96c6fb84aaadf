import { Command } from 'commander';
import { QUIET_SDK } from './compose-local-client';
import type { OperationCall } from './demo/call-operation';
import { putRoute, waitForVersion } from './demo/change-tier';
import { runPipeline } from './demo/run-pipeline';
import { type LocalRouter, startLocalRouter } from './local-router';
import { readSampleDocuments, type SampleDocument } from './pipeline/sample-documents';
import { describeAnswer } from './terminal/describe-answer';
import { endOnBrokenPipe } from './terminal/end-on-broken-pipe';
import { formatTable } from './terminal/format-table';
import { nameProgram } from './terminal/name-program';

/** `npm run demo`: sends sample documents through the pipeline, then changes a tier while the router runs. */
async function main(): Promise<void> {
  new Command(nameProgram('demo', 'npm run demo'))
    .usage('')
    .description('Sends sample documents through a pipeline, then changes a service tier.')
    .parse();
  Object.assign(process.env, QUIET_SDK);
  const router = await startLocalRouter({
    aws: { latencyScale: 0.2 },
    settings: { mappingMaxAgeSeconds: 1 },
  });
  try {
    await demonstrate(router);
  } finally {
    await router.close();
  }
}

async function demonstrate(router: LocalRouter): Promise<void> {
  const documents = await readSampleDocuments();
  console.log(
    `Sending ${documents.length} documents through ${router.url}. The models are simulated.\n`,
  );
  const rows: string[][] = [];
  for (const document of documents) {
    const calls = await runPipeline(router.url, document, (call) => report(document, call));
    rows.push([describeDocument(document, calls)], ...calls.map(composeRow));
  }
  console.log(`\n${formatTable([HEADING, ...rows], NARROW_GAP)}\n`);
  await changeTier(router, documents);
}

async function changeTier(
  router: LocalRouter,
  documents: readonly SampleDocument[],
): Promise<void> {
  const [document] = documents;
  if (document === undefined) return;
  const change = { operation: 'extraction', route: 'us.amazon.nova-2-lite-v1:0:priority' };
  const version = await putRoute(router.aws.url, change);
  console.log(`PutParameter …/overrides/operations/${change.operation}\n  ${change.route}`);
  await waitForVersion(router.url, change.operation, version);
  console.log(`Version ${version} took effect without a restart.\n`);
  const calls = await runPipeline(router.url, document, () => {});
  const changed = calls.filter(({ operation }) => operation === change.operation);
  const rows = [[describeDocument(document, changed)], ...changed.map(composeRow)];
  console.log(formatTable([HEADING, ...rows], NARROW_GAP));
}

function report({ name }: SampleDocument, call: OperationCall): void {
  console.log(`${name.padEnd(17)}${call.operation.padEnd(16)}${describeAnswer(call)}`);
}

/** The costs have no column, because the table would exceed 80 columns. */
function describeDocument({ name }: SampleDocument, calls: readonly OperationCall[]): string {
  const usd = calls.reduce((sum, call) => sum + call.estimatedCostUsd, 0);
  return `${name}, estimated cost ${usd.toFixed(6)} USD`;
}

/** With this gap, the table fits 80 columns. */
const NARROW_GAP = ' ';
const HEADING = ['DOCUMENT', 'MODEL', 'REQUESTED', 'RESOLVED', 'LATENCY', 'TOKENS'];

function composeRow(call: OperationCall): string[] {
  return [
    `  ${call.operation}`,
    call.model,
    call.requestedTier,
    call.resolvedTier,
    `${Math.round(call.latencyMillis)} ms`.padStart('LATENCY'.length),
    `${call.inputTokens}+${call.outputTokens}`,
  ];
}

endOnBrokenPipe();
main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
