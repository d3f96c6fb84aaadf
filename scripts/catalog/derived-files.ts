import { dirname, join } from 'node:path';
import { toJsonSchema } from '../tools/to-json-schema';
import { compactCatalog, formatCompactCatalog, listPriceListNames } from './compact-catalog';
import {
  FULL_CATALOG,
  FULL_CATALOG_PATH,
  type FullCatalog,
  formatFullCatalog,
} from './full-catalog';

const CORE = join(__dirname, '..', '..', 'lambda', 'core', 'catalog');

/** Path → the text of each file that follows from the catalog, and of the catalog itself. */
export function composeFiles(catalog: FullCatalog): ReadonlyMap<string, string> {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'What is known of models on Amazon Bedrock',
    ...toJsonSchema(FULL_CATALOG),
  };
  const names = listPriceListNames(catalog);
  return new Map([
    [FULL_CATALOG_PATH, formatFullCatalog(catalog)],
    [
      join(dirname(FULL_CATALOG_PATH), 'models.schema.json'),
      `${JSON.stringify(schema, null, 2)}\n`,
    ],
    [join(CORE, 'built-in-models.json'), formatCompactCatalog(compactCatalog(catalog))],
    [join(CORE, 'price-list-names.json'), `${JSON.stringify(names, null, 1)}\n`],
  ]);
}
