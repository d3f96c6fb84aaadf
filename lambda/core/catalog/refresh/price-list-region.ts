/**
 * The Regions of the Price List Query API. The list of each has the prices of all Regions of its partition.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/billing.html
 */
const NEAREST: readonly (readonly [regions: RegExp, priceListRegion: string | undefined])[] = [
  [/^cn-/, 'cn-northwest-1'],
  // GovCloud and the isolated partitions have no price list of their own, and none of the European Sovereign Cloud is
  // known. Credentials are of one partition, so they cannot read that of another.
  [/^us-(gov|iso)|^eu-isoe-|^eusc-/, undefined],
  [/^(eu|af|il|me)-/, 'eu-central-1'],
  [/^ap-/, 'ap-south-1'],
];

/** Finds the price list for a Region. Undefined if its partition has none. */
export function findPriceListRegion(region: string): string | undefined {
  const found = NEAREST.find(([regions]) => regions.test(region));
  return found === undefined ? 'us-east-1' : found[1];
}
