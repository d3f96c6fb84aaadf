import type { Logger } from '@aws-lambda-powertools/logger';
import type { CatalogTelemetry, RefreshEvent } from '../../app/catalog/ports';
import { CATALOG_METRICS, METRIC_DIMENSIONS } from '../../contract';
import type { ModelEnding } from '../../core/catalog/refresh/list-endings';
import { describeRefreshEvent } from './describe-refresh-event';
import { formatEmfLine } from './format-emf-line';
import type { DimensionSet } from './request-dimensions';
import type { MetricValue } from './request-metrics';

/** Logs and metrics of the refresh. */
export class PowertoolsCatalogTelemetry implements CatalogTelemetry {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  record(event: RefreshEvent): void {
    const { level, message, facts } = describeRefreshEvent(event);
    this.#logger[level](message, { ...facts });
    if (event.kind === 'ending') publishDays(event.ending);
    if (level === 'error') {
      publish([{}], { name: CATALOG_METRICS.catalogErrors, unit: 'Count', value: 1 });
    }
  }
}

/** The set without further dimensions is for the alarm, which cannot search. */
function publishDays({ operation, baseModelId, days }: ModelEnding): void {
  const { operation: operationName, modelId } = METRIC_DIMENSIONS;
  const sets = [{}, { [operationName]: operation, [modelId]: baseModelId }];
  publish(sets, { name: CATALOG_METRICS.daysToEndOfLife, unit: 'None', value: days });
}

function publish(sets: readonly DimensionSet[], metric: MetricValue): void {
  const line = formatEmfLine({ timestamp: Date.now(), common: {}, sets, metrics: [metric] });
  process.stdout.write(`${line}\n`);
}
