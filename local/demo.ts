import { Command } from 'commander';
import { QUIET_SDK } from './compose-local-client';
import type { OperationCall } from './demo/call-operation';
import { putRoute, waitForVersion } from './demo/change-tier';
import { FlexOutage } from './demo/flex-outage';
import { type DemoJob, runJob } from './demo/run-job';
import { runPipeline } from './demo/run-pipeline';
import { type LocalRouter, startLocalRouter } from './local-router';
import { readSampleDocuments, type SampleDocument } from './pipeline/sample-documents';
import { describeAnswer } from './terminal/describe-answer';
import { endOnBrokenPipe } from './terminal/end-on-broken-pipe';
import { formatTable } from './terminal/format-table';
import { nameProgram } from './terminal/name-program';

const PAUSE_SCALE = 0.001;
const HOUR_MILLIS = 3_600_000;

/**
 * `npm run demo`: sends sample documents through the pipeline, runs a job that outlives an hour without flex capacity, then
 * changes a tier while the router runs.
 */
async function main(): Promise<void> {
  new Command(nameProgram('demo', 'npm run demo'))
    .usage('')
    .description(
      'Sends sample documents through a pipeline, runs a job and changes a service tier.',
    )
    .parse();
  Object.assign(process.env, QUIET_SDK);
  const outage = new FlexOutage();
  const router = await startLocalRouter({
    aws: { latencyScale: 0.2, chooseFailure: outage.chooseFailure },
    settings: { mappingMaxAgeSeconds: 1 },
    jobs: { pauseScale: PAUSE_SCALE },
  });
  try {
    await demonstrate(router, outage);
  } finally {
    await router.close();
  }
}

async function demonstrate(router: LocalRouter, outage: FlexOutage): Promise<void> {
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
  const [document] = documents;
  if (document === undefined) return;
  await outliveOutage(router, outage, document);
  await changeTier(router, document);
}

async function outliveOutage(
  { url, aws }: LocalRouter,
  outage: FlexOutage,
  document: SampleDocument,
): Promise<void> {
  console.log(
    `A job of extraction (${document.name}), while flex has no capacity for an hour.\n` +
      `Its pauses take ${PAUSE_SCALE} of their time, and its clock shows all of it.`,
  );
  outage.begin(aws, HOUR_MILLIS);
  let reported = 0;
  const job = await runJob(url, document, ({ submittedAt, attempts }) => {
    for (const { number, startedAt, status } of attempts) {
      if (number <= reported) continue;
      reported = number;
      const age = formatAge(Date.parse(startedAt) - Date.parse(submittedAt));
      console.log(`  ${age}  attempt ${number}: ${status}`);
    }
  });
  console.log(`${describeReceipt(job)}\n`);
}

function describeReceipt({ status, receipt }: DemoJob): string {
  const { waitedSeconds = 0, attempts, costUsd, savedUsd } = receipt ?? {};
  const waited = `${status} after ${formatAge(waitedSeconds * 1_000)} and ${attempts} attempts`;
  if (!costUsd || !savedUsd) return `${waited}.`;
  const cost = `It cost ${costUsd.toFixed(6)} USD,`;
  return `${waited}. ${cost}\n${savedUsd.toFixed(6)} USD less than on the default tier.`;
}

/** E.g. `1:04:30`. */
function formatAge(millis: number): string {
  return new Date(millis).toISOString().slice('1970-01-01T0'.length, '1970-01-01T00:00:00'.length);
}

async function changeTier(router: LocalRouter, document: SampleDocument): Promise<void> {
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
