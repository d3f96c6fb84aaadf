import { METRIC_DIMENSIONS, METRICS } from '../../lambda/contract';
import { type Figures, FiguresInProgress } from './figures';
import { GroupedFigures } from './grouped-figures';
import { type MetricReading, readEmfLine } from './read-emf-line';

export interface OperationFigures extends Figures {
  readonly operation: string;
  readonly serviceTier: string;
}

export interface ModelFigures extends Figures {
  readonly modelId: string;
  readonly serviceTier: string;
  readonly resolvedServiceTier: string;
}

export interface CallerFigures extends Figures {
  readonly caller: string;
  readonly serviceTier: string;
}

/** The response of `/_local/metrics.json`. */
export interface MetricsSummary {
  /** The time when counting began, in ISO 8601. */
  readonly since: string;
  readonly mappingErrors: number;
  readonly total: Figures;
  readonly operations: readonly OperationFigures[];
  readonly models: readonly ModelFigures[];
  /** Empty if callers have no keys. */
  readonly callers: readonly CallerFigures[];
}

const { operation, serviceTier, modelId, resolvedServiceTier, caller } = METRIC_DIMENSIONS;

/** Sums the metrics that the function publishes, as the CloudWatch dashboard does. */
export class MetricsAggregate {
  readonly #since: Date;
  readonly #total = new FiguresInProgress();
  readonly #operations = new GroupedFigures([operation, serviceTier]);
  readonly #models = new GroupedFigures([modelId, serviceTier, resolvedServiceTier]);
  readonly #callers = new GroupedFigures([caller, serviceTier]);
  #mappingErrors = 0;

  constructor(since: Date) {
    this.#since = since;
  }

  /** Records the metrics in a line of the function's log; ignores other lines. */
  recordLogLine(line: string): void {
    for (const reading of readEmfLine(line)) this.#record(reading);
  }

  summarize(): MetricsSummary {
    return {
      since: this.#since.toISOString(),
      mappingErrors: this.#mappingErrors,
      total: this.#total.summarize(),
      operations: this.#operations.summarize(([name = '', tier = ''], figures) => ({
        operation: name,
        serviceTier: tier,
        ...figures,
      })),
      models: this.#models.summarize(([model = '', tier = '', resolved = ''], figures) => ({
        modelId: model,
        serviceTier: tier,
        resolvedServiceTier: resolved,
        ...figures,
      })),
      callers: this.#callers.summarize(([name = '', tier = ''], figures) => ({
        caller: name,
        serviceTier: tier,
        ...figures,
      })),
    };
  }

  /** Each request is published under several dimension sets, so the total counts only one of them. */
  #record(reading: MetricReading): void {
    if (reading.name === METRICS.mappingErrors) {
      this.#mappingErrors += reading.values.reduce((sum, value) => sum + value, 0);
    }
    if (this.#operations.add(reading)) this.#total.add(reading);
    this.#models.add(reading);
    this.#callers.add(reading);
  }
}
