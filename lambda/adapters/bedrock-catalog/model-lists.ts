import {
  type BedrockClient,
  type FoundationModelSummary,
  type InferenceProfileSummary,
  ListFoundationModelAgreementOffersCommand,
  type ListFoundationModelAgreementOffersResponse,
  ListFoundationModelsCommand,
  ListInferenceProfilesCommand,
} from '@aws-sdk/client-bedrock';

const LARGEST_PAGE = 1_000;
const MOST_PAGES = 20;

/** How Bedrock refuses to list the offers of a model that has none. */
const WITHOUT_OFFERS = ['ValidationException', 'ResourceNotFoundException'];

/** What Bedrock says of the models of a Region. */
export class BedrockModelLists {
  readonly #client: BedrockClient;

  constructor(client: BedrockClient) {
    this.#client = client;
  }

  /** @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListFoundationModels.html */
  async readFoundationModels(abortSignal: AbortSignal): Promise<readonly FoundationModelSummary[]> {
    const command = new ListFoundationModelsCommand({});
    const { modelSummaries = [] } = await this.#client.send(command, { abortSignal });
    return modelSummaries;
  }

  /**
   * Reads the inference profiles that AWS defines.
   *
   * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListInferenceProfiles.html
   */
  async readInferenceProfiles(
    abortSignal: AbortSignal,
  ): Promise<readonly InferenceProfileSummary[]> {
    const profiles: InferenceProfileSummary[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const command = new ListInferenceProfilesCommand({
        typeEquals: 'SYSTEM_DEFINED',
        maxResults: LARGEST_PAGE,
        nextToken,
      });
      const answer = await this.#client.send(command, { abortSignal });
      profiles.push(...(answer.inferenceProfileSummaries ?? []));
      if (answer.nextToken === undefined) return profiles;
      nextToken = answer.nextToken;
    }
    throw new Error(`the inference profiles have more than ${MOST_PAGES} pages`);
  }

  /**
   * Reads the rate cards of a model of the Marketplace. Undefined for a model that needs no agreement.
   *
   * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListFoundationModelAgreementOffers.html
   */
  async readAgreementOffers(
    modelId: string,
    abortSignal: AbortSignal,
  ): Promise<ListFoundationModelAgreementOffersResponse | undefined> {
    const command = new ListFoundationModelAgreementOffersCommand({ modelId });
    try {
      return await this.#client.send(command, { abortSignal });
    } catch (error) {
      if (error instanceof Error && WITHOUT_OFFERS.includes(error.name)) return undefined;
      throw error;
    }
  }
}
