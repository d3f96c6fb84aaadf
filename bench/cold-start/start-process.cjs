// Loads a bundle as Lambda's runtime does, and prints how long each part took. Plain JavaScript, because a compiler
// would load modules first.
const { writeSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { Writable } = require('node:stream');

const { user, system } = process.cpuUsage();
const node = { millis: performance.now(), cpuMillis: (user + system) / 1000 };
const [, , kind, file] = process.argv;

/** The descriptor that the parent reads. */
const RESULT = 3;

class Answer extends Writable {
  setContentType() {}
  setMetadata({ statusCode }) {
    if (statusCode !== 200) throw new Error(`the function answered ${statusCode}`);
  }
  _write(_chunk, _encoding, done) {
    done();
  }
}

function begin(stream, metadata) {
  stream.setMetadata(metadata);
  return stream;
}

globalThis.awslambda = {
  streamifyResponse: (handler) => handler,
  HttpResponseStream: { from: begin },
};

const context = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 300_000 };

function composeEvent(httpMethod, path, body) {
  const headers = { 'Content-Type': 'application/json' };
  const requestContext = { requestId: 'bench' };
  return { httpMethod, path, headers, body, isBase64Encoded: false, requestContext };
}

async function time(work) {
  const before = process.cpuUsage();
  const from = performance.now();
  await work();
  const millis = performance.now() - from;
  const { user, system } = process.cpuUsage(before);
  return { millis, cpuMillis: (user + system) / 1000 };
}

const NONE = { millis: 0, cpuMillis: 0 };

/** Numbers of requests after which the CPU time of a request is read. */
const MARKS = [1, 10, 50, 100, 1_000];

/** CPU time of one request: of the first, of the second to the tenth, and so on. */
async function timeRequests(ask) {
  const times = [];
  let made = 0;
  for (const upTo of MARKS) {
    const count = upTo - made;
    const { cpuMillis } = await time(async () => {
      for (; made < upTo; made += 1) await ask();
    });
    times.push({ upTo, cpuMicros: (cpuMillis * 1000) / count });
  }
  return times;
}

async function main() {
  let handler;
  const load = await time(() => ({ handler } = require(file)));
  if (kind === 'load') return { load };
  const body = '{"messages":[{"role":"user","content":[{"text":"Invoice 4711"}]}]}';
  const list = composeEvent('GET', '/v1/operations', null);
  const firstMapping =
    kind === 'direct' ? NONE : await time(() => handler(list, new Answer(), context));
  const event = composeEvent('POST', '/v1/extraction', body);
  const ask = () => handler(event, new Answer(), context);
  const firstRequest = await time(ask);
  const requests = kind === 'requests' ? await timeRequests(ask) : [];
  const budgetClients = await time(() => require(join(dirname(file), 'budget-clients.js')));
  return { node, load, firstMapping, firstRequest, requests, budgetClients };
}

main().then((times) => {
  // Standard output has the function's log.
  writeSync(RESULT, JSON.stringify(times));
  process.exit();
});
