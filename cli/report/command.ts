import { type Command, InvalidArgumentError, Option } from 'commander';
import { SERVICE_TIERS, type ServiceTier } from '../../lambda/core/ids/service-tier';
import { answerBy } from '../output/answer';
import { parseNames, parseText } from '../parse-options';
import { addRouterOptions } from '../router/router-options';
import { createCommand } from '../run-program';
import type { LogOptions } from './open-log';
import { parseGroupings } from './parse-groupings';
import { addPeriodOptions, composePeriod, type PeriodOptions } from './period';
import { FORMATS, type Format, GROUPING_NAMES, type Grouping, type Period } from './source';

const DAY_MILLIS = 86_400_000;

interface ReportOptions extends PeriodOptions, LogOptions {
  readonly by: readonly Grouping[];
  readonly format: Format;
  readonly json?: boolean;
  readonly compare?: readonly [ServiceTier, ServiceTier];
  readonly operation?: string;
}

/** `report`: what requests cost, by caller, operation and requested tier. */
export function createReportCommand(): Command {
  const command = createCommand('report')
    .description('Shows what requests cost, by caller, operation and requested tier.')
    .addOption(
      new Option('--log-group <names>', "log groups in place of the router's, between commas")
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
    .option('--compare <tiers>', 'compare two tiers of an operation: flex,default', parseTiers)
    .option('--operation <name>', 'the operation that --compare is about', parseOperation)
    .addHelpText(
      'after',
      '\nWithout a time, a log group is read for the last 24 hours and a file as a whole.',
    )
    .configureHelp({ commandUsage: () => `${findProgram()} [options]` });
  const complete = addRouterOptions(addPeriodOptions(command));
  return answerBy<ReportOptions>(complete, (options) => report(command, options));
}

/** A checkout runs the command as an npm script, and users of the package run its program. */
function findProgram(): string {
  const isScript = process.env['npm_lifecycle_event'] === 'report';
  return isScript ? 'npm run report --' : 'npx bedrock-tier-router report';
}

function parseTiers(text: string): readonly ServiceTier[] {
  const tiers = parseNames(SERVICE_TIERS)(text);
  if (tiers.length === 2) return tiers;
  throw new InvalidArgumentError(`It may be two of ${SERVICE_TIERS.join(', ')}.`);
}

/** No name of a log group has a comma. */
function parseLogGroups(text: string): readonly string[] {
  return text.split(',').map(parseText);
}

/** A name that the query of a log group can have. */
function parseOperation(text: string): string {
  if (/^[a-z][a-z0-9_-]{0,63}$/.test(text)) return text;
  throw new InvalidArgumentError('It may be the name of an operation, or "direct".');
}

async function report(command: Command, options: ReportOptions) {
  const period = readPeriod(command, options);
  const { compare, operation, by: groupings } = options;
  if (compare !== undefined) {
    if (operation === undefined) command.error('error: --compare needs --operation <name>');
    const { compareTiers } = await import('./compare/compare-tiers');
    return compareTiers(options, { operation, tiers: compare }, period);
  }
  const { composeReport } = await import('./compose-report');
  return composeReport(options, { groupings, period, format: options.format });
}

function readPeriod(command: Command, options: ReportOptions): Period {
  const defaultSince = options.file === undefined ? DAY_MILLIS : undefined;
  const period = composePeriod(options, { now: new Date(), defaultSince });
  const { from, to } = period;
  if (from === undefined || to === undefined || from <= to) return period;
  const times = `${from.toISOString()} and ${to.toISOString()}`;
  return command.error(`error: --from is after --to: ${times}`);
}
