import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { PlannedFailures } from '../planned-failures';
import { respondToCall, type ServiceResponse } from '../respond-to-call';

interface GetProducts {
  readonly ServiceCode: string;
  readonly Filters?: readonly { readonly Field: string; readonly Value: string }[];
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

const TARGET = 'AWSPriceListService.GetProducts';
const LARGEST_PAGE = 100;

const ERRORS = {
  throttle: { status: 400, body: '{"__type":"ThrottlingException","Message":"Rate exceeded"}' },
  internal: { status: 500, body: '{"__type":"InternalErrorException"}' },
} as const;

/**
 * Emulates GetProducts of the AWS Price List Query API, with filters by equality and pages of up to a hundred products.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html
 */
export class PriceListEmulator {
  /** Offer, e.g. `AmazonBedrock` → its products, each as JSON. */
  readonly offers = new Map<string, readonly string[]>();

  /** Planned failures. They also apply to the SDK's retries. */
  readonly failures = new PlannedFailures();

  #journal: readonly GetProducts[] = [];

  /** The requests that were answered, oldest first. */
  get journal(): readonly GetProducts[] {
    return this.#journal;
  }

  /** Whether a request on a shared server is meant for this service. */
  accepts({ headers }: IncomingMessage): boolean {
    return headers['x-amz-target'] === TARGET;
  }

  readonly listener: RequestListener = (request, response) => {
    // Reading a request fails only if its client has disconnected.
    this.#serve(request, response).catch(() => response.destroy());
  };

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const input = (await json(request)) as GetProducts;
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    await respondToCall(response, {
      failure: this.failures.take('GetProducts'),
      errors: ERRORS,
      perform: () => this.#getProducts(input),
    });
  }

  #getProducts(input: GetProducts): ServiceResponse {
    const offer = this.offers.get(input.ServiceCode);
    if (offer === undefined) return { status: 400, body: '{"__type":"NotFoundException"}' };
    this.#journal = [...this.#journal, input];
    const found = offer.filter((product) => matches(product, input.Filters ?? []));
    const start = Number(input.NextToken ?? 0);
    const end = start + (input.MaxResults ?? LARGEST_PAGE);
    const page = {
      FormatVersion: 'aws_v1',
      PriceList: found.slice(start, end),
      ...(end < found.length && { NextToken: String(end) }),
    };
    return { status: 200, body: JSON.stringify(page) };
  }
}

function matches(text: string, filters: NonNullable<GetProducts['Filters']>): boolean {
  const { product } = JSON.parse(text) as {
    readonly product: { readonly attributes: Readonly<Record<string, string>> };
  };
  return filters.every(({ Field, Value }) => product.attributes[Field] === Value);
}
