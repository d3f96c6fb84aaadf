interface Product {
  readonly usagetype: string;
  readonly usd: string;
  readonly unit?: string;
  readonly regionCode?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Writes a product as `pricing:GetProducts` answers it. */
export function writeProduct({
  usagetype,
  usd,
  unit = '1K tokens',
  regionCode = 'us-east-1',
  attributes = {},
}: Product): string {
  const sku = 'FY8T82UUN7VZR55K';
  const term = `${sku}.JRTCKXETXF`;
  const rateCode = `${term}.6YS6EN2CT7`;
  return JSON.stringify({
    product: {
      productFamily: 'Amazon Bedrock',
      attributes: {
        servicecode: 'AmazonBedrock',
        locationType: 'AWS Region',
        usagetype,
        operation: '',
        regionCode,
        servicename: 'Amazon Bedrock',
        ...attributes,
      },
      sku,
    },
    serviceCode: 'AmazonBedrock',
    terms: {
      OnDemand: {
        [term]: {
          offerTermCode: 'JRTCKXETXF',
          sku,
          effectiveDate: '2026-11-01T00:00:00Z',
          termAttributes: {},
          priceDimensions: {
            [rateCode]: {
              rateCode,
              description: `$${usd} per ${unit} for ${usagetype}`,
              beginRange: '0',
              endRange: 'Inf',
              unit,
              pricePerUnit: { USD: usd },
              appliesTo: [],
            },
          },
        },
      },
    },
    version: '20261120124408',
    publicationDate: '2026-11-20T12:44:08Z',
  });
}
