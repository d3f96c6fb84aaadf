import { join } from 'node:path';
import { parseJsonObject } from '../lambda/core/json/json-object';
import { startLocalRouter } from '../local/local-router';

const MEGABYTE = 1024 * 1024;
/** The construct's default. */
const MEMORY_BYTES = 256 * MEGABYTE;
const MOST_SHARE = 0.8;
/** The limits that Lambda's start script sets for Node.js at 256 MB. */
const LAMBDA_HEAP = '--max-semi-space-size=12 --max-old-space-size=230';
const REPORTER = join(__dirname, 'report-peak.cjs');

const REQUESTS = 20;
const BODY_BYTES = 5 * MEGABYTE;
/** Within an event of 6 MB, which escapes it twice. */
const LINE_BYTES = 36;

/**
 * Checks that the function has room for the largest bodies within its default memory. An environment of Lambda serves one
 * request at a time. The process also holds the local front, which Lambda's does not.
 */
export async function checkPeak(): Promise<readonly string[]> {
  let peakBytes = 0;
  const router = await startLocalRouter({
    aws: { latencyScale: 0 },
    environment: { NODE_OPTIONS: `--require ${REPORTER} ${LAMBDA_HEAP}` },
    onLogLine: (line) => {
      peakBytes = Math.max(peakBytes, Number(parseJsonObject(line)?.['peakRssBytes'] ?? 0));
    },
  });
  try {
    for (let sent = 0; sent < REQUESTS; sent += 1) await sendLarge(router.url, sent);
  } finally {
    await router.close();
  }
  return describePeak(peakBytes);
}

/** Every second body is an image, whose text needs no escapes. */
async function sendLarge(url: string, number: number): Promise<void> {
  const image = { image: { format: 'png', source: { bytes: 'iVBO'.repeat(BODY_BYTES / 4) } } };
  const text = { text: 'Net 1,204.50 EUR, due 2026-12-24\n'.repeat(BODY_BYTES / LINE_BYTES) };
  const content = number % 2 === 0 ? [image] : [text];
  const response = await fetch(`${url}/v1/extraction`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messages: [{ role: 'user', content }] }),
  });
  await response.arrayBuffer();
  if (response.status !== 200)
    throw new Error(`a body of 5 MB was answered with ${response.status}`);
}

export function describePeak(peakBytes: number): readonly string[] {
  const most = MEMORY_BYTES * MOST_SHARE;
  if (peakBytes > 0 && peakBytes <= most) return [];
  const [peak, limit] = [peakBytes, most].map((bytes) => Math.round(bytes / MEGABYTE));
  return [`bodies of 5 MB took ${peak} MB, and ${limit} MB are the most`];
}
