import { CloudWatchTelemetry } from '../../lambda/adapters/telemetry/cloud-watch';
import { readLineSettings } from '../../lambda/adapters/telemetry/line-settings';
import { LineWriter } from '../../lambda/adapters/telemetry/line-writer';
import type { Telemetry } from '../../lambda/app/ports';
import { RecordingTelemetry } from '../fakes/recording-telemetry';
import { captureOutput } from './capture-output';

/** What an operator sees afterwards. */
export interface Observation {
  /** In the order of their records. */
  readonly requests: readonly {
    readonly requestId: string;
    readonly status: number;
    readonly operation: string | undefined;
  }[];
  /** How many problems of the mapping were counted. */
  readonly mappingErrors: number;
}

/** Does something with an implementation of the port and returns what an operator sees. */
export type Observe = (action: (telemetry: Telemetry) => void) => Observation;

export const observeRecording: Observe = (action) => {
  const telemetry = new RecordingTelemetry();
  action(telemetry);
  const requests = telemetry.receipts.map(({ requestId, status, asked }) => ({
    requestId,
    status,
    operation: asked?.operation,
  }));
  return { requests, mappingErrors: telemetry.mappingProblems.length };
};

export const observeCloudWatch: Observe = (action) => {
  const { logs, metrics } = readOutput(action);
  const requests = logs
    .filter(({ status }) => status !== undefined)
    .map(({ request_id, status, operation }) => ({ requestId: request_id, status, operation }));
  return { requests, mappingErrors: metrics.filter((line) => 'MappingErrors' in line).length };
};

/** A log line or an EMF line, whose other members each test knows. */
interface OutputLine {
  readonly request_id: string;
  readonly status: number;
  readonly operation: string | undefined;
  readonly [member: string]: unknown;
}

/** The log lines and the EMF lines that are written meanwhile. */
export function readOutput(action: (telemetry: Telemetry) => void) {
  const telemetry = new CloudWatchTelemetry(new LineWriter(readLineSettings({})));
  const texts = captureOutput(() => action(telemetry));
  const lines: OutputLine[] = texts.map((text) => JSON.parse(text));
  return {
    texts,
    logs: lines.filter((line) => !('_aws' in line)),
    metrics: lines.filter((line) => '_aws' in line),
  };
}
