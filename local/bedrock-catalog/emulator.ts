import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { PlannedFailures } from '../planned-failures';
import { respondToCall, type ServiceResponse } from '../respond-to-call';

/** The lists of a Region, in the shapes of the Bedrock API. Times are texts such as `2027-01-08T00:00:00Z`. */
export interface ModelLists {
  /** The items of ListFoundationModels. */
  readonly models?: readonly object[];
  /** The items of ListInferenceProfiles. */
  readonly profiles?: readonly object[];
  /** Base model ID → the answer of ListFoundationModelAgreementOffers. Other models need no agreement. */
  readonly agreementOffers?: Readonly<Record<string, object>>;
}

const MODELS_PATH = '/foundation-models';
const PROFILES_PATH = '/inference-profiles';
const OFFERS_PATH = '/list-foundation-model-agreement-offers/';

const ERRORS = {
  throttle: { status: 429, body: '{"__type":"ThrottlingException","message":"Too many requests"}' },
  internal: { status: 500, body: '{"__type":"InternalServerException"}' },
} as const;

const NO_AGREEMENT: ServiceResponse = {
  status: 400,
  body: '{"__type":"ValidationException","message":"Agreements are not supported for this model."}',
};

/**
 * Emulates the lists of models of the Bedrock API. As in Bedrock, each Region has lists of its own; the Region is read from
 * the request's signature.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListFoundationModels.html
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListInferenceProfiles.html
 */
export class BedrockCatalogEmulator {
  /** Region → its lists. */
  readonly regions = new Map<string, ModelLists>();

  /** Planned failures by operation, e.g. `ListFoundationModels`. They also apply to the SDK's retries. */
  readonly failures = new PlannedFailures();

  /** Whether a request on a shared server is meant for this service. */
  accepts({ url = '' }: IncomingMessage): boolean {
    const { pathname } = new URL(url, 'http://localhost');
    return [MODELS_PATH, PROFILES_PATH].includes(pathname) || pathname.startsWith(OFFERS_PATH);
  }

  readonly listener: RequestListener = (request, response) => {
    this.#serve(request, response).catch(() => response.destroy());
  };

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { operation, answer } = this.#findAnswer(request);
    response.setHeader('content-type', 'application/json');
    await respondToCall(response, {
      failure: this.failures.take(operation),
      errors: ERRORS,
      perform: () => answer,
    });
  }

  #findAnswer(request: IncomingMessage): { operation: string; answer: ServiceResponse } {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const lists = this.regions.get(readRegion(request)) ?? {};
    if (pathname === MODELS_PATH) {
      const answer = succeed({ modelSummaries: lists.models ?? [] });
      return { operation: 'ListFoundationModels', answer };
    }
    if (pathname === PROFILES_PATH) {
      const answer = succeed(cutPage(lists.profiles ?? [], searchParams));
      return { operation: 'ListInferenceProfiles', answer };
    }
    const offers = lists.agreementOffers?.[decodeURIComponent(pathname.slice(OFFERS_PATH.length))];
    const answer = offers === undefined ? NO_AGREEMENT : succeed(offers);
    return { operation: 'ListFoundationModelAgreementOffers', answer };
  }
}

function cutPage(profiles: readonly object[], parameters: URLSearchParams): object {
  const start = Number(parameters.get('nextToken') ?? 0);
  const end = start + Number(parameters.get('maxResults') ?? profiles.length);
  return {
    inferenceProfileSummaries: profiles.slice(start, end),
    ...(end < profiles.length && { nextToken: String(end) }),
  };
}

function succeed(answer: object): ServiceResponse {
  return { status: 200, body: JSON.stringify(answer) };
}

/** `AWS4-HMAC-SHA256 Credential=local/20261128/us-east-1/bedrock/aws4_request, …` → `us-east-1`. */
function readRegion({ headers: { authorization = '' } }: IncomingMessage): string {
  return /Credential=[^/]+\/\d+\/([^/]+)\//.exec(authorization)?.[1] ?? '';
}
