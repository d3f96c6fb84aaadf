/** The part of Stryker's JSON report that a score depends on. */
export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { status: string }[] }>>;
}

export interface MutationScore {
  readonly detected: number;
  /** Without mutants that do not compile or are ignored. */
  readonly valid: number;
}

const DETECTED = ['Killed', 'Timeout'];
const UNDETECTED = ['Survived', 'NoCoverage'];

/** Counts the mutants of the files whose path begins so. */
export function scoreMutants({ files }: MutationReport, pathPrefix: string): MutationScore {
  const statuses = Object.entries(files)
    .filter(([path]) => path.startsWith(pathPrefix))
    .flatMap(([, { mutants }]) => mutants.map(({ status }) => status));
  const detected = statuses.filter((status) => DETECTED.includes(status)).length;
  const undetected = statuses.filter((status) => UNDETECTED.includes(status)).length;
  return { detected, valid: detected + undetected };
}

/** E.g. 95.69. */
export function computePercentage({ detected, valid }: MutationScore): number {
  return Math.floor((detected / valid) * 10_000) / 100;
}
