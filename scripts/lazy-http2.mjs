// A plugin for esbuild that loads node:http2 at its first use. The AWS SDK imports it for clients that speak HTTP/2,
// which takes 3 to 4 of a cold start's 100 ms. The function's clients speak HTTP/1.1.
const CONTENTS = `
const load = () => require('node:http2');
export default {
  connect: (...connectArguments) => load().connect(...connectArguments),
  constants: new Proxy({}, { get: (_, name) => load().constants[name] }),
};`;

export const lazyHttp2 = {
  name: 'lazy-http2',
  setup(build) {
    build.onResolve({ filter: /^node:http2$/ }, ({ namespace }) =>
      namespace === 'lazy-http2'
        ? { path: 'node:http2', external: true }
        : { path: 'node:http2', namespace: 'lazy-http2' },
    );
    build.onLoad({ filter: /.*/, namespace: 'lazy-http2' }, () => ({ contents: CONTENTS }));
  },
};
