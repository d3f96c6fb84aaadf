// Loads a bundle as Lambda's runtime does, and prints how long each part took. Plain JavaScript, because a compiler
// would load modules first.
const { dirname, join } = require('node:path');
const { Writable } = require('node:stream');

const node = performance.now();
const [, , kind, file] = process.argv;

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
  const from = performance.now();
  await work();
  return performance.now() - from;
}

async function main() {
  let handler;
  const load = await time(() => ({ handler } = require(file)));
  if (kind === 'load') return { load };
  const body = '{"messages":[{"role":"user","content":[{"text":"Invoice 4711"}]}]}';
  const list = composeEvent('GET', '/v1/operations', null);
  const firstMapping = await time(() => handler(list, new Answer(), context));
  const ask = composeEvent('POST', '/v1/extraction', body);
  const firstRequest = await time(() => handler(ask, new Answer(), context));
  const budgetClients = await time(() => require(join(dirname(file), 'budget-clients.js')));
  return { node, load, firstMapping, firstRequest, budgetClients };
}

main().then((times) => {
  process.stdout.write(`\n${JSON.stringify(times)}\n`);
  process.exit();
});
