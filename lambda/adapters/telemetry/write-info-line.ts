import { getXRayTraceIdFromEnv } from '@aws-lambda-powertools/commons/utils/env';
import { type Logger, LogLevelThreshold } from '@aws-lambda-powertools/logger';
import { SERVICE_NAME } from '../../contract';

/**
 * Writes what Powertools' logger would write on level INFO, but for its sampling rate. Each request has up to three such
 * lines, and by the logger they take a tenth of its CPU. Whether they are written is the logger's level to say.
 */
export function writeInfoLine(logger: Logger, message: string, facts: object): void {
  if (logger.level > LogLevelThreshold.INFO) return;
  const line = {
    level: 'INFO',
    message,
    timestamp: new Date().toISOString(),
    service: SERVICE_NAME,
    xray_trace_id: getXRayTraceIdFromEnv(),
    ...facts,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
