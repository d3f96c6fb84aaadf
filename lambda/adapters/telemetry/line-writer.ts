import { getXRayTraceIdFromEnv } from '@aws-lambda-powertools/commons/utils/env';
import { type EmfRecord, formatEmfLine } from './format-emf-line';
import { formatTimestamp } from './format-timestamp';
import { isLogged, type LineSettings, type LogLevel } from './line-settings';

/**
 * Writes log lines and metrics as Powertools does, for which Powertools itself takes half of the router's own CPU: see
 * docs/decisions. It keeps no state between calls, because one environment may run many requests at once.
 */
export class LineWriter {
  readonly #settings: LineSettings;

  /** @param random decides whether this environment is sampled */
  constructor(settings: LineSettings, random: () => number = Math.random) {
    const isSampled = random() < settings.sampleRate;
    this.#settings = isSampled ? { ...settings, logLevel: 'DEBUG' } : settings;
  }

  info(message: string, facts: object): void {
    this.#log('INFO', message, facts);
  }

  warn(message: string, facts: object): void {
    this.#log('WARN', message, facts);
  }

  error(message: string, facts: object): void {
    this.#log('ERROR', message, facts);
  }

  publish(record: EmfRecord): void {
    if (!this.#settings.publishesMetrics) return;
    process.stdout.write(`${formatEmfLine(record, this.#settings)}\n`);
  }

  #log(level: LogLevel, message: string, facts: object): void {
    if (!isLogged(level, this.#settings)) return;
    const { service, sampleRate, indentation, isLocalTime } = this.#settings;
    const now = new Date();
    const line = {
      level,
      message,
      timestamp: formatTimestamp(now, isLocalTime ? -now.getTimezoneOffset() : undefined),
      service,
      sampling_rate: sampleRate === 0 ? undefined : sampleRate,
      xray_trace_id: getXRayTraceIdFromEnv(),
      ...facts,
    };
    const stream = level === 'INFO' ? process.stdout : process.stderr;
    stream.write(`${JSON.stringify(line, undefined, indentation)}\n`);
  }
}
