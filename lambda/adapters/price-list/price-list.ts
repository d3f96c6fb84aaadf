import { GetProductsCommand, type PricingClient } from '@aws-sdk/client-pricing';

/** Offers with the prices of Bedrock: of Amazon's and open models, and of models of the Marketplace. */
const OFFERS = ['AmazonBedrock', 'AmazonBedrockFoundationModels'];

/** A Region has a few hundred products of each offer, and a page has a hundred. */
const MOST_PAGES = 50;

/** The prices that AWS publishes, by its Price List Query API. */
export class PricingPriceList {
  readonly #client: PricingClient;

  constructor(client: PricingClient) {
    this.#client = client;
  }

  /**
   * Reads all products of one Region, each as JSON.
   *
   * @throws Error if a call fails, or the list does not end
   * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html
   */
  async read(region: string, signal: AbortSignal): Promise<readonly string[]> {
    const products: string[] = [];
    for (const offer of OFFERS) products.push(...(await this.#readOffer(offer, region, signal)));
    return products;
  }

  async #readOffer(offer: string, region: string, abortSignal: AbortSignal): Promise<string[]> {
    const products: string[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const command = new GetProductsCommand({
        ServiceCode: offer,
        Filters: [{ Type: 'TERM_MATCH', Field: 'regionCode', Value: region }],
        FormatVersion: 'aws_v1',
        NextToken: nextToken,
      });
      const { PriceList = [], NextToken } = await this.#client.send(command, { abortSignal });
      // The SDK has objects that turn into texts.
      products.push(...PriceList.map(String));
      if (NextToken === undefined || NextToken === '') return products;
      nextToken = NextToken;
    }
    throw new Error(`the offer ${offer} of ${region} has more than ${MOST_PAGES} pages`);
  }
}
