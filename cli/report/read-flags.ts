import { parseArgs } from 'node:util';
import { readPeriod } from './read-period';
import { GROUPINGS, type Grouping, type Period } from './report-source';

/** What `npm run report -- …` may be told. */
export type Flags =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'report';
      readonly groupings: readonly Grouping[];
      readonly period: Period;
      readonly format: Format;
      readonly source: Source;
    };

export type Format = (typeof FORMATS)[number];

export type Source =
  | { readonly kind: 'log-group'; readonly name: string }
  /** A path, or `-` for the standard input. */
  | { readonly kind: 'file'; readonly path: string };

export const USAGE = `Usage: npm run report -- --log-group NAME | --file PATH [flags]

  --log-group NAME    the function's log group, read by CloudWatch Logs Insights with your credentials
  --file PATH         lines of npm start -- --raw-logs; - is the standard input
  --by A,B            caller, operation, tier, model (default caller,operation,tier)
  --since 24h         the last minutes, hours or days: 90m, 24h, 7d
  --from, --to TIME   ISO 8601, as 2026-11-21 or 2026-11-21T09:30:00Z
  --format F          table, csv or json (default table)
  --help              this text

Without a time a log group is read for the last 24 hours, and a file as a whole.`;

const FLAGS = {
  'log-group': { type: 'string' },
  file: { type: 'string' },
  by: { type: 'string', default: 'caller,operation,tier' },
  since: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  format: { type: 'string', default: 'table' },
  help: { type: 'boolean', default: false },
} as const;

const FORMATS = ['table', 'csv', 'json'] as const;

/** @throws Error in one line: which flag, what it was, what it may be */
export function readFlags(words: readonly string[], now: Date): Flags {
  const { values } = parse(words);
  if (values.help) return { kind: 'help' };
  const source = readSource(values['log-group'], values.file);
  return {
    kind: 'report',
    groupings: readGroupings(values.by),
    period: readPeriod(values, { now, defaultSince: source.kind === 'file' ? undefined : '24h' }),
    format: readFormat(values.format),
    source,
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: FLAGS, allowPositionals: false });
  } catch (error) {
    const [firstSentence] = error instanceof Error ? error.message.split(/\.?\n|\. /) : [];
    throw new Error(`${firstSentence}; see --help`);
  }
}

function readSource(logGroup: string | undefined, path: string | undefined): Source {
  if (logGroup !== undefined && path === undefined && logGroup !== '') {
    return { kind: 'log-group', name: logGroup };
  }
  if (path !== undefined && logGroup === undefined && path !== '') return { kind: 'file', path };
  throw new Error('name one source: --log-group NAME or --file PATH; see --help');
}

function readGroupings(text: string): readonly Grouping[] {
  const words = text.split(',');
  const groupings = words.filter((word): word is Grouping => Object.hasOwn(GROUPINGS, word));
  if (groupings.length === words.length && new Set(words).size === words.length) return groupings;
  throw new Error(
    `--by is "${text}"; it may have each of ${Object.keys(GROUPINGS).join(', ')} once, between commas`,
  );
}

function readFormat(text: string): Format {
  const format = FORMATS.find((each) => each === text);
  if (format !== undefined) return format;
  throw new Error(`--format is "${text}"; it may be ${FORMATS.join(', ')}`);
}
