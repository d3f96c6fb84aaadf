/** Which bad values were reported: each version of a parameter once, however often it is read. */
export class ReportedVersions {
  readonly #versions = new Map<string, string>();

  /** Whether this version was noted before; it is from now on. */
  note(parameterName: string, version: string): boolean {
    const isRepeated = this.#versions.get(parameterName) === version;
    this.#versions.set(parameterName, version);
    return isRepeated;
  }
}
