import { type Command, Option } from 'commander';
import { parseText } from '../parse-options';
import { createCommand } from '../run-program';
import { parseGroupings } from './parse-groupings';
import { addPeriodOptions, composePeriod, type PeriodOptions } from './period';
import {
  FORMATS,
  type Format,
  GROUPING_NAMES,
  type Grouping,
  type ReceiptsLocation,
} from './source';

const DAY_MILLIS = 86_400_000;

interface ReportOptions extends PeriodOptions {
  readonly logGroup?: readonly string[];
  readonly file?: string;
  readonly by: readonly Grouping[];
  readonly format: Format;
}

/** `report`: what requests cost, by caller, operation and requested tier. */
export function createReportCommand(): Command {
  const command = createCommand('report')
    .description('Shows what requests cost, by caller, operation and requested tier.')
    .addOption(
      new Option(
        '--log-group <names>',
        'log groups of the functions, read by CloudWatch Logs Insights',
      )
        .argParser(parseLogGroups)
        .conflicts('file'),
    )
    .option('--file <path>', 'lines of npm start -- --raw-logs; - is standard input', parseText)
    .addOption(
      new Option(
        '--by <names>',
        `of ${GROUPING_NAMES.join(', ')}, metadata.KEY; tier is the requested tier, resolved_tier the one that Bedrock served`,
      )
        .argParser(parseGroupings)
        .default(['caller', 'operation', 'tier'], 'caller,operation,tier'),
    )
    .addOption(
      new Option('--format <format>', 'how the report is written')
        .choices(FORMATS)
        .default('table'),
    )
    .addHelpText(
      'after',
      '\nWithout a time, a log group is read for the last 24 hours and a file as a whole.',
    )
    .configureHelp({ commandUsage: () => `${findProgram()} [options]` });
  return addPeriodOptions(command).action((options: ReportOptions) => report(command, options));
}

/** A checkout runs the command as an npm script, and users of the package run its program. */
function findProgram(): string {
  const isScript = process.env['npm_lifecycle_event'] === 'report';
  return isScript ? 'npm run report --' : 'npx bedrock-tier-router report';
}

async function report(command: Command, options: ReportOptions): Promise<void> {
  const location = readLocation(options);
  if (location === undefined) {
    command.error('error: name one source: --log-group <names> or --file <path>');
  }
  const defaultSince = location.kind === 'file' ? undefined : DAY_MILLIS;
  const period = composePeriod(options, { now: new Date(), defaultSince });
  const { from, to } = period;
  if (from !== undefined && to !== undefined && from > to) {
    const times = `${from.toISOString()} and ${to.toISOString()}`;
    command.error(`error: --from is after --to: ${times}`);
  }
  const { composeReport } = await import('./compose-report');
  const { by: groupings, format } = options;
  const { text, notes } = await composeReport({ location, groupings, period, format });
  const { writeOut, writeErr } = command.configureOutput();
  writeOut?.(`${text}\n`);
  if (notes.length > 0) writeErr?.(`${notes.join('\n')}\n`);
}

/** No name of a log group has a comma. */
function parseLogGroups(text: string): readonly string[] {
  return text.split(',').map(parseText);
}

function readLocation({ logGroup, file }: ReportOptions): ReceiptsLocation | undefined {
  if (logGroup !== undefined) return { kind: 'log-group', names: logGroup };
  return file === undefined ? undefined : { kind: 'file', path: file };
}
