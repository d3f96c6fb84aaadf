import type { MappingProblem, Ownership, Telemetry } from '../../app/ports';
import { METRICS, overridesPrefix, ownerParameter } from '../../contract';
import { describeFailure } from '../../core/errors/describe-cause';
import type { AskedReceipt, FinalReceipt } from '../../core/receipts/receipt';
import { writeReceiptLine } from '../../core/receipts/receipt-line';
import { listUnavailableModels } from '../../core/receipts/unavailable-models';
import type { ModelRefusal } from '../../core/recovery/model-refusal';
import type { Plan } from '../../core/routing/plan';
import type { LineWriter } from './line-writer';
import { composeDimensionSets } from './request-dimensions';
import { composeRequestMetrics } from './request-metrics';

/** Overrides that a log line names, so that it stays far below the 256 KB of an event. */
const MOST_NAMES = 500;

/** Callers can name any model if all are allowed, so the number of warnings is limited. */
const MOST_WARNINGS = 100;

type Rejection = Extract<MappingProblem, { readonly isRepeated: boolean }>;

const REJECTIONS = {
  rejected: 'Parameter refused; the last good route stays in force',
  'settings-rejected':
    'Settings refused; the last good ones stay in force, and an operation that never had any answers 503',
  'prices-rejected': 'Prices refused; the last good ones stay in force',
  'catalog-rejected': 'Catalog refused; the last good one stays in force',
  'policy-rejected':
    'Policy refused; the last good one stays in force, and a caller that never had one is refused',
} as const;

const UNAVAILABLE: Readonly<Record<ModelRefusal, string>> = {
  retired: 'Model is retired; change the routes that name it',
  'no-access': 'No access to model; enable it for the account and the Region, or change the routes',
};

/** Log lines and EMF metrics. */
export class CloudWatchTelemetry implements Telemetry {
  readonly #lines: LineWriter;
  readonly #unpricedModels = new Set<string>();
  /** Warnings that were logged. */
  readonly #unavailableModels = new Set<string>();

  constructor(lines: LineWriter) {
    this.#lines = lines;
  }

  /** Logs the two lines that operators of the document-processing accelerator search for. */
  recordPlan(requestId: string, { suffixTier, requested }: Plan): void {
    const { baseModelId, tier } = requested;
    const extra = { request_id: requestId };
    if (suffixTier !== 'default') {
      const found = `Extracted service tier '${suffixTier}' from model ID.`;
      this.#lines.info(`${found} Using base model ID: ${baseModelId}`, extra);
    }
    if (tier !== 'default') {
      this.#lines.info(`Using service tier: ${tier}`, extra);
    }
  }

  recordReceipt(receipt: FinalReceipt): void {
    this.#logReceipt(receipt);
    this.#warnOfMissingPrice(receipt);
    this.#warnOfUnavailableModels(receipt);
    if (receipt.asked !== undefined) this.#publishMetrics(receipt, receipt.asked);
  }

  recordMappingProblem(problem: MappingProblem): void {
    this.#logMappingProblem(problem);
    const metric = { name: METRICS.mappingErrors, unit: 'Count', value: 1 } as const;
    this.#lines.publish({ timestamp: Date.now(), sets: [{}], metrics: [metric] });
  }

  recordOwnership({ parameterPrefix, overrides, foreign }: Ownership): void {
    const named = overrides.slice(0, MOST_NAMES);
    if (named.length > 0) {
      this.#lines.info('Overrides found', {
        parameter_path: overridesPrefix(parameterPrefix),
        overrides: named.map(({ shownName, version }) => ({ name: shownName, version })),
        not_in_deploy: named.filter((each) => !each.isOfDeploy).map(({ shownName }) => shownName),
        override_count: overrides.length,
      });
    }
    if (foreign === undefined) return;
    this.#lines.warn('Parameters belong to another stack; use another prefix for one of the two', {
      parameter: ownerParameter(parameterPrefix),
      owner: foreign.owner,
      own: foreign.own,
    });
  }

  #logReceipt(receipt: FinalReceipt): void {
    const line = writeReceiptLine(receipt);
    if (receipt.status >= 500) this.#lines.error('Request failed', line);
    else if (receipt.status >= 400) this.#lines.warn('Request refused', line);
    else this.#lines.info('Request served', line);
  }

  /** Warns once for each model; a metric counts the requests. */
  #warnOfMissingPrice({ served }: FinalReceipt): void {
    if (served?.costStatus !== 'unpriced') return;
    const { baseModelId } = served.answeredBy;
    if (this.#unpricedModels.has(baseModelId)) return;
    if (this.#unpricedModels.size >= MOST_WARNINGS) return;
    this.#unpricedModels.add(baseModelId);
    this.#lines.warn('No price for model', { model_id: baseModelId });
  }

  /** Warns once for each model and cause; a metric counts the calls. */
  #warnOfUnavailableModels(receipt: FinalReceipt): void {
    for (const { modelId, cause } of listUnavailableModels(receipt)) {
      const key = `${cause} ${modelId}`;
      const isFull = this.#unavailableModels.size >= MOST_WARNINGS;
      if (isFull || this.#unavailableModels.has(key)) continue;
      this.#unavailableModels.add(key);
      this.#lines.warn(UNAVAILABLE[cause], {
        model_id: modelId,
        operation: receipt.asked?.operation,
        request_id: receipt.requestId,
      });
    }
  }

  #publishMetrics(receipt: FinalReceipt, asked: AskedReceipt): void {
    this.#lines.publish({
      timestamp: Date.now(),
      sets: composeDimensionSets(asked, receipt.served),
      metrics: composeRequestMetrics(receipt),
    });
  }

  #logRejection({ kind, parameterName, version, problem, isRepeated }: Rejection): void {
    if (isRepeated) return;
    this.#lines.error(REJECTIONS[kind], { parameter: parameterName, version, problem });
  }

  #logMappingProblem(problem: MappingProblem): void {
    switch (problem.kind) {
      case 'unreadable':
        this.#lines.error('Parameter Store cannot be read; the last good values stay in force', {
          parameter_path: problem.parameterPath,
          cause: describeFailure(problem.cause),
        });
        return;
      case 'empty':
        this.#lines.error('No parameter under the path; the last good mapping stays in force', {
          parameter_path: problem.parameterPath,
        });
        return;
      case 'rejected':
      case 'settings-rejected':
      case 'prices-rejected':
      case 'catalog-rejected':
      case 'policy-rejected':
        this.#logRejection(problem);
        return;
      default:
        problem satisfies never;
    }
  }
}
