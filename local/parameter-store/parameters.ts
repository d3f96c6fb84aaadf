import { composeVersion } from './compose-version';
import { ParameterStoreError, refuseUnknownName } from './error';
import type { Parameter, ParameterDraft } from './parameter';
import { parseParameterName, parseSelector } from './parameter-name';

export type ListingDepth = 'one level' | 'all levels';

/** AWS keeps the last hundred versions. */
const KEPT_VERSIONS = 100;

/**
 * The parameters of one account and Region, in memory.
 *
 * - An overwrite keeps the AllowedPattern, the description and the tier unless it sends them. It may change the type.
 * - The AllowedPattern must match the complete value, as in the example of AWS's user guide. It matches a StringList as
 *   one string.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-hierarchies.html
 */
export class Parameters {
  readonly #versionsByName = new Map<string, readonly Parameter[]>();

  constructor(private readonly clock: () => Date) {}

  /** @throws ParameterStoreError if AWS would refuse the draft; the parameters do not change then */
  put(draft: ParameterDraft): Parameter {
    const name = parseParameterName(draft.name);
    const versions = this.#versionsByName.get(name) ?? [];
    if (versions.length > 0 && draft.overwrite !== true) {
      throw new ParameterStoreError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    }
    const version = composeVersion({ ...draft, name }, versions.at(-1), this.clock());
    this.#versionsByName.set(name, [...versions, version].slice(-KEPT_VERSIONS));
    return version;
  }

  /**
   * @param selector a name, an ARN, or either with a version: `/team/route:3`
   * @throws ParameterStoreError `ParameterNotFound`, or `ParameterVersionNotFound`
   */
  get(selector: string): Parameter {
    const found = this.find(selector);
    if (found !== undefined) return found;
    const { name, version } = parseSelector(selector);
    if (!this.#versionsByName.has(name)) throw refuseUnknownName(name);
    throw new ParameterStoreError(
      'ParameterVersionNotFound',
      `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
    );
  }

  /** Like {@link get}, but returns undefined if the parameter or the version does not exist. */
  find(selector: string): Parameter | undefined {
    const { name, version } = parseSelector(selector);
    const versions = this.#versionsByName.get(name);
    if (version === undefined) return versions?.at(-1);
    return versions?.find((candidate) => String(candidate.version) === version);
  }

  /**
   * Returns the last hundred versions, oldest first.
   *
   * @throws ParameterStoreError `ParameterNotFound`
   */
  history(name: string): readonly Parameter[] {
    const versions = this.#versionsByName.get(name);
    if (versions === undefined) throw refuseUnknownName(name);
    return versions;
  }

  /** Lists the latest versions of the parameters below a path, sorted by name. */
  listBelow(path: string, depth: ListingDepth): readonly Parameter[] {
    return [...this.#versionsByName.values()]
      .flatMap((versions) => versions.slice(-1))
      .filter(({ name }) => isBelow(path, name, depth))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** Deletes all versions. Returns whether the parameter existed. */
  delete(name: string): boolean {
    return this.#versionsByName.delete(name);
  }
}

function isBelow(path: string, name: string, depth: ListingDepth): boolean {
  const fullName = name.startsWith('/') ? name : `/${name}`;
  if (!fullName.startsWith(`${path}/`)) return false;
  return depth === 'all levels' || fullName.lastIndexOf('/') === path.length;
}
