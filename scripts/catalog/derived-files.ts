import { dirname, join } from 'node:path';
import { toJsonSchema } from '../tools/to-json-schema';
import { compactCatalog, formatCompactCatalog, listPriceListNames } from './compact-catalog';
import {
  FULL_CATALOG,
  FULL_CATALOG_PATH,
  type FullCatalog,
  formatFullCatalog,
} from './full-catalog';

const SCHEMA_PATH = join(dirname(FULL_CATALOG_PATH), 'models.schema.json');
const CORE = join('lambda', 'core', 'catalog');

/**
 * Composes the catalog's own file and those that follow from it.
 *
 * @returns path → text
 */
export function composeFiles(catalog: FullCatalog, root: string): ReadonlyMap<string, string> {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'What is known of models on Amazon Bedrock',
    ...toJsonSchema(FULL_CATALOG),
  };
  const names = listPriceListNames(catalog);
  return new Map([
    [join(root, FULL_CATALOG_PATH), formatFullCatalog(catalog)],
    [join(root, SCHEMA_PATH), `${JSON.stringify(schema, null, 2)}\n`],
    [join(root, CORE, 'built-in-models.json'), formatCompactCatalog(compactCatalog(catalog))],
    [join(root, CORE, 'price-list-names.json'), `${JSON.stringify(names, null, 1)}\n`],
  ]);
}
