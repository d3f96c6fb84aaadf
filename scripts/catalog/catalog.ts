import { join } from 'node:path';
import { Command } from 'commander';
import { deriveFiles, runCatalog } from './run-catalog';

const ROOT = join(__dirname, '..', '..');

interface Flags {
  readonly region: readonly string[];
  readonly from?: string;
  readonly write: boolean;
  readonly accept: readonly string[];
  readonly derive: boolean;
}

/** `npm run catalog`: compares catalog/models.json with what AWS says, and writes it if asked to. */
const program = new Command('npm run catalog --')
  .description('Compares catalog/models.json with the price list and the models of AWS.')
  .option('--region <region...>', 'the Regions that are asked', ['us-east-1'])
  .option('--from <folder>', 'read recorded answers, a folder for each Region, instead of AWS')
  .option('--write', 'write what differs', false)
  .option('--accept <model...>', 'accept prices of a model that halve or double', [])
  .option('--derive', 'only write the files that follow from catalog/models.json', false)
  .action(async ({ region, from, write, accept, derive }: Flags) => {
    if (derive) return deriveFiles(ROOT);
    const today = new Date().toISOString().slice(0, 'yyyy-mm-dd'.length);
    const options = { regions: region, from, write, accept, root: ROOT, today };
    console.log(await runCatalog(options));
    if (!write) console.log('Nothing was written; --write writes what differs.');
  });

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
  process.exitCode = 1;
});
