import { getXRayTraceIdFromEnv } from '@aws-lambda-powertools/commons/utils/env';
import { type Logger, LogLevelThreshold } from '@aws-lambda-powertools/logger';
import { readServiceName } from './service-name';

/**
 * Writes a line as Powertools' logger does on level INFO, but without the sampling rate. Each request has up to three such
 * lines, for which the logger takes a tenth of a request's CPU time. The logger's level decides whether they are written.
 */
export function writeInfoLine(logger: Logger, message: string, facts: object): void {
  if (logger.level > LogLevelThreshold.INFO) return;
  const line = {
    level: 'INFO',
    message,
    timestamp: new Date().toISOString(),
    service: readServiceName(),
    xray_trace_id: getXRayTraceIdFromEnv(),
    ...facts,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
