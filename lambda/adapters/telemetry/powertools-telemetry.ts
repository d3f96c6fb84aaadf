import type { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { readFinalStatus } from '../../app/outcome';
import type { MappingProblem, RequestRecord, Telemetry } from '../../app/ports';
import { METRIC_DIMENSIONS, METRIC_NAMESPACE, METRICS } from '../../contract';
import type { Target } from '../../core/routing/target';
import { composeReceipt } from './compose-receipt';
import { describeFailure } from './describe-cause';
import { formatEmfLine } from './format-emf-line';
import { composeDimensionSets } from './request-dimensions';
import { composeRequestMetrics } from './request-metrics';
import { writeInfoLine } from './write-info-line';

/** Models are named by callers where any is allowed, so there is an end to it. */
const MOST_WARNINGS = 100;

const REJECTIONS = {
  rejected: 'Parameter refused; the last good route stays in force',
  'prices-rejected': 'Prices refused; the last good ones stay in force',
  'policy-rejected':
    'Policy refused; the last good one stays in force, and without one the caller is kept out',
} as const;

/**
 * Logs through Powertools, and EMF metrics.
 *
 * Powertools keeps state between calls, and one environment may run many requests at once: so nothing is appended to
 * the logger, and its metrics are filled and published without giving up the thread in between.
 */
export class PowertoolsTelemetry implements Telemetry {
  readonly #logger: Logger;
  readonly #mappingMetrics = new Metrics({ namespace: METRIC_NAMESPACE });
  readonly #unpricedModels = new Set<string>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** The two lines that operators of the document-processing accelerator search for. */
  recordTarget(requestId: string, { baseModelId, suffixTier, requestedTier }: Target): void {
    const extra = { request_id: requestId };
    if (suffixTier !== 'default') {
      const found = `Extracted service tier '${suffixTier}' from model ID.`;
      writeInfoLine(this.#logger, `${found} Using base model ID: ${baseModelId}`, extra);
    }
    if (requestedTier !== 'default') {
      writeInfoLine(this.#logger, `Using service tier: ${requestedTier}`, extra);
    }
  }

  recordRequest(record: RequestRecord): void {
    this.#logReceipt(record);
    this.#warnOfMissingPrice(record);
    if (record.outcome.target !== undefined) this.#publishMetrics(record, record.outcome.target);
  }

  recordMappingProblem(problem: MappingProblem): void {
    this.#logMappingProblem(problem);
    this.#mappingMetrics.addMetric(METRICS.mappingErrors, 'Count', 1);
    this.#mappingMetrics.publishStoredMetrics();
  }

  #logReceipt(record: RequestRecord): void {
    const receipt = composeReceipt(record);
    const status = readFinalStatus(record.outcome, record.interruption);
    if (status >= 500) this.#logger.error('Request failed', receipt);
    else if (status >= 400) this.#logger.warn('Request refused', receipt);
    else writeInfoLine(this.#logger, 'Request served', receipt);
  }

  /** Once a model: its calls are counted nowhere in costs. */
  #warnOfMissingPrice({ outcome }: RequestRecord): void {
    if (outcome.kind !== 'replied' || outcome.reply.facts().usage === undefined) return;
    const { baseModelId } = outcome.answeredBy;
    if (this.#unpricedModels.has(baseModelId) || outcome.estimateCost() !== undefined) return;
    if (this.#unpricedModels.size >= MOST_WARNINGS) return;
    this.#unpricedModels.add(baseModelId);
    this.#logger.warn('No price for model', { model_id: baseModelId });
  }

  /** Not by Powertools' metrics, which cost a third of the router's own time: see docs/decisions. */
  #publishMetrics(record: RequestRecord, target: Target): void {
    const line = formatEmfLine({
      timestamp: Date.now(),
      common: { [METRIC_DIMENSIONS.serviceTier]: target.requestedTier },
      sets: composeDimensionSets(record.outcome, target),
      metrics: composeRequestMetrics(record),
    });
    process.stdout.write(`${line}\n`);
  }

  #logMappingProblem(problem: MappingProblem): void {
    switch (problem.kind) {
      case 'unreadable':
        this.#logger.error('Parameter Store unreadable; what was read last stays in force', {
          parameter_path: problem.parameterPath,
          cause: describeFailure(problem.cause),
        });
        return;
      case 'empty':
        this.#logger.error('No parameter under the path; the last good mapping stays in force', {
          parameter_path: problem.parameterPath,
        });
        return;
      case 'rejected':
      case 'prices-rejected':
      case 'policy-rejected':
        if (problem.isRepeated) return;
        this.#logger.error(REJECTIONS[problem.kind], {
          parameter: problem.parameterName,
          version: problem.version,
          problem: problem.problem,
        });
        return;
      default:
        problem satisfies never;
    }
  }
}
