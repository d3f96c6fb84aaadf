import { ENVIRONMENT, METRIC_NAMESPACE, SERVICE_NAME } from '../../contract';

/** The levels of Powertools' logger. */
const LOG_LEVELS = {
  TRACE: 6,
  DEBUG: 8,
  INFO: 12,
  WARN: 16,
  ERROR: 20,
  CRITICAL: 24,
  SILENT: 28,
} as const;

export type LogLevel = keyof typeof LOG_LEVELS;

/** How log lines and metrics are written. */
export interface LineSettings {
  /** The member of each log line, and the dimension of each metric. */
  readonly service: string;
  readonly namespace: string;
  readonly publishesMetrics: boolean;
  readonly logLevel: LogLevel;
  /** The share of environments that log everything, from 0 to 1. */
  readonly sampleRate: number;
  /** The number of spaces by which the members of a log line are indented. */
  readonly indentation: number;
  /** Whether times have the offset of the variable `TZ`. */
  readonly isLocalTime: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const TRUE = ['1', 'y', 'yes', 't', 'true', 'on'];

const PRETTY_INDENTATION = 4;

/**
 * Reads the variables that Powertools obeys. A value that Powertools does not know is ignored.
 *
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/environment-variables/
 */
export function readLineSettings(environment: Environment): LineSettings {
  const read = (name: string) => environment[name]?.trim() ?? '';
  const isDevelopment = isTrue(read('POWERTOOLS_DEV'));
  const timeZone = read('TZ');
  const disablesMetrics = read('POWERTOOLS_METRICS_DISABLED');
  return {
    service: read(ENVIRONMENT.serviceName) || SERVICE_NAME,
    namespace: read('POWERTOOLS_METRICS_NAMESPACE') || METRIC_NAMESPACE,
    publishesMetrics: !(disablesMetrics === '' ? isDevelopment : isTrue(disablesMetrics)),
    logLevel: readLogLevel(read),
    // Lambda's own level holds for all lines.
    sampleRate: isLogLevel(readLambdaLogLevel(read))
      ? 0
      : readSampleRate(read('POWERTOOLS_LOGGER_SAMPLE_RATE')),
    indentation: isDevelopment ? PRETTY_INDENTATION : 0,
    isLocalTime: timeZone !== '' && !timeZone.includes('UTC'),
  };
}

/** Whether a line of one level is written on another. */
export function isLogged(level: LogLevel, { logLevel }: Pick<LineSettings, 'logLevel'>): boolean {
  return LOG_LEVELS[level] >= LOG_LEVELS[logLevel];
}

type ReadVariable = (name: string) => string;

/** Lambda's own level wins. `LOG_LEVEL` is an older name. */
function readLogLevel(read: ReadVariable): LogLevel {
  const named = read(ENVIRONMENT.logLevel) || read('LOG_LEVEL');
  return [readLambdaLogLevel(read), named.toUpperCase()].find(isLogLevel) ?? 'INFO';
}

function readLambdaLogLevel(read: ReadVariable): string {
  return read('AWS_LAMBDA_LOG_LEVEL').replace('FATAL', 'CRITICAL');
}

function isLogLevel(text: string): text is LogLevel {
  return Object.hasOwn(LOG_LEVELS, text);
}

function readSampleRate(text: string): number {
  const rate = Number(text);
  return rate >= 0 && rate <= 1 ? rate : 0;
}

function isTrue(text: string): boolean {
  return TRUE.includes(text.toLowerCase());
}
