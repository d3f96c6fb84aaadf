import { endOnBrokenPipe } from './end-on-broken-pipe';
import { createProgram } from './program';
import { runProgram } from './run-program';

// The SDK warns on every start of Node.js below 22.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
endOnBrokenPipe();
runProgram(createProgram(), process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
