import { endOnBrokenPipe } from './end-on-broken-pipe';
import { createReportCommand } from './report/command';
import { createCommand, runProgram } from './run-program';

/** The command line `tier-router`. Each command has a folder of its own, and loads its code when it runs. */
const program = createCommand('tier-router')
  .description('Bedrock Tier Router')
  .addCommand(createReportCommand());

endOnBrokenPipe();
runProgram(program, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
