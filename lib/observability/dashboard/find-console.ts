import { RegionInfo } from 'aws-cdk-lib/region-info';

const CONSOLES: { readonly [partition: string]: string } = {
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/**
 * Where the consoles of a Region stand, e.g. `https://eu-west-1.console.aws.amazon.com`. A Region that is only known at
 * deployment counts as one of the commercial partition.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/console.html
 */
export function findConsole(region: string): string {
  const { partition } = RegionInfo.get(region);
  return `https://${region}.${CONSOLES[partition ?? 'aws'] ?? 'console.aws.amazon.com'}`;
}
