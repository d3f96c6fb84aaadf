import { ADVICE } from './advice';
import { CHECK } from './check';
import { JOBS } from './jobs';
import { CHANGE, HISTORY, TIERS } from './mapping';
import { COMPARISON, REPORT } from './report';
import { MODELS, PRICES_CHECK, VALUES } from './values';

/** Command → the schema of what it writes with `--json`. `npm run schema` writes them to docs/command-line.schema.json. */
export const SCHEMAS = {
  tiers: TIERS,
  set: CHANGE,
  unset: CHANGE,
  history: HISTORY,
  rollback: CHANGE,
  'settings show': VALUES,
  'settings set': CHANGE,
  'settings check': CHANGE,
  'callers show': VALUES,
  'callers set': CHANGE,
  'callers check': CHANGE,
  'prices show': VALUES,
  'prices set': CHANGE,
  'prices check': PRICES_CHECK,
  models: MODELS,
  advise: ADVICE,
  check: CHECK,
  jobs: JOBS,
  report: REPORT,
  'report --compare': COMPARISON,
} as const;
