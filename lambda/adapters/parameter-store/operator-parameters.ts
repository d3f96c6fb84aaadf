import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  type Parameter,
  ParameterAlreadyExists,
  type ParameterHistory,
  ParameterNotFound,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { SECTIONS } from '../../contract';
import { type HistoricValue, orderHistory } from '../../core/operator/history';
import { nameParameter, type StoredValue, type ValueName } from '../../core/operator/operator-view';
import type { RemoveOutcome, WriteOutcome } from '../../core/operator/write-outcome';
import { formatVersion, type Owner } from '../../core/settings/revise-entries';
import { readAuthors } from './read-authors';
import { readPages, toWritten } from './read-parameters';

/** The override that the operator saw. If another one stands there, nothing is written. */
interface SeenOverride {
  /** `none` if there was none. Undefined writes over whatever stands there. */
  readonly seenVersion?: string | undefined;
  /** Versions begin at 1 again after a deletion, so that a version alone may be of another value. */
  readonly seenValue?: string | undefined;
}

export interface OverrideChange extends ValueName, SeenOverride {
  /** As `checkChange` has accepted it. */
  readonly text: string;
}

const NO_VERSION = 'none';

/** The parameters of a router, as operators read and change them. It writes below `overrides/` alone. */
export class SsmOperatorParameters {
  readonly #client: SSMClient;
  readonly #prefix: string;

  /** @param prefix e.g. `/bedrock-tier-router` */
  constructor(client: SSMClient, prefix: string) {
    this.#client = client;
    this.#prefix = prefix;
  }

  /** Reads every parameter of the router, with the time of its last change. */
  async read(signal: AbortSignal): Promise<readonly StoredValue[]> {
    const { parameters } = await readPages(this.#client, { prefix: this.#prefix }, signal);
    return parameters.map((parameter) => this.#toStored(parameter));
  }

  /** The same with who made the change, which is left out without the right to read it. */
  async readWithAuthors(signal: AbortSignal): Promise<readonly StoredValue[]> {
    const [values, authors] = await Promise.all([
      this.read(signal),
      readAuthors(this.#client, this.#prefix, signal),
    ]);
    return values.map((value) => {
      const changedBy = authors.get(`${this.#prefix}/${value.name}:${value.version}`);
      return { ...value, changedBy };
    });
  }

  /**
   * Writes an override, and reads its version before and after. Parameter Store cannot refuse a write because of another
   * one in between, except the first of a parameter.
   */
  async write(change: OverrideChange, abortSignal: AbortSignal): Promise<WriteOutcome> {
    const before = await this.#readOverride(change, abortSignal);
    if (!isAsSeen(before, change)) return { kind: 'conflict', found: before };
    const version = await this.#put(change, before !== undefined, abortSignal);
    if (version === undefined) {
      return { kind: 'conflict', found: await this.#readOverride(change, abortSignal) };
    }
    const after = await this.#readOverride(change, abortSignal);
    return {
      kind: 'written',
      version: String(version),
      before,
      // Without another write, a version follows the one that was read.
      hasOverwritten: version !== Number(before?.version ?? 0) + 1,
      replacedBy: after?.version === String(version) ? undefined : (after ?? 'nothing'),
    };
  }

  /** Deletes an override with its history, and reads it before and after. What is written in between is lost. */
  async remove(name: ValueName & SeenOverride, abortSignal: AbortSignal): Promise<RemoveOutcome> {
    const before = await this.#readOverride(name, abortSignal);
    if (!isAsSeen(before, name)) return { kind: 'conflict', found: before };
    if (before === undefined) return { kind: 'absent' };
    const command = new DeleteParameterCommand({ Name: this.#path(name, 'override') });
    await ignoreAbsence(this.#client.send(command, { abortSignal }));
    const after = await this.#readOverride(name, abortSignal);
    return { kind: 'removed', before, replacedBy: after };
  }

  /** The versions of the deploy's parameter and of the override that Parameter Store keeps, the newest last. */
  async readHistory(name: ValueName, signal: AbortSignal): Promise<readonly HistoricValue[]> {
    const versions = await Promise.all([
      this.#readVersions(name, 'deploy', signal),
      this.#readVersions(name, 'override', signal),
    ]);
    return orderHistory(versions.flat());
  }

  async #put(
    change: OverrideChange,
    exists: boolean,
    abortSignal: AbortSignal,
  ): Promise<number | undefined> {
    const command = new PutParameterCommand({
      Name: this.#path(change, 'override'),
      Type: change.section === SECTIONS.operations ? 'StringList' : 'String',
      Value: change.text,
      Overwrite: exists,
    });
    try {
      return (await this.#client.send(command, { abortSignal })).Version;
    } catch (error) {
      if (error instanceof ParameterAlreadyExists) return undefined;
      throw error;
    }
  }

  async #readOverride(name: ValueName, abortSignal: AbortSignal): Promise<StoredValue | undefined> {
    const command = new GetParameterCommand({ Name: this.#path(name, 'override') });
    const found = await ignoreAbsence(this.#client.send(command, { abortSignal }));
    return found?.Parameter && this.#toStored(found.Parameter);
  }

  async #readVersions(
    name: ValueName,
    owner: Owner,
    abortSignal: AbortSignal,
  ): Promise<readonly HistoricValue[]> {
    const versions: HistoricValue[] = [];
    let nextToken: string | undefined;
    do {
      const command = new GetParameterHistoryCommand({
        Name: this.#path(name, owner),
        NextToken: nextToken,
      });
      const page = await ignoreAbsence(this.#client.send(command, { abortSignal }));
      versions.push(...(page?.Parameters ?? []).map((each) => this.#toHistoric(each, owner)));
      nextToken = page?.NextToken;
    } while (nextToken !== undefined);
    return versions;
  }

  #path(name: ValueName, owner: Owner): string {
    return `${this.#prefix}/${nameParameter(name, owner)}`;
  }

  #toStored(parameter: Parameter): StoredValue {
    const changedAt = parameter.LastModifiedDate?.toISOString();
    return { ...toWritten(this.#prefix, parameter), changedAt };
  }

  #toHistoric(version: ParameterHistory, owner: Owner): HistoricValue {
    const stored = this.#toStored(version);
    const changedBy = version.LastModifiedUser;
    return { ...stored, changedBy, owner, versionName: formatVersion(stored) };
  }
}

function isAsSeen(
  found: StoredValue | undefined,
  { seenVersion, seenValue }: SeenOverride,
): boolean {
  if (seenVersion === undefined) return true;
  if (seenVersion !== (found?.version ?? NO_VERSION)) return false;
  return seenValue === undefined || seenValue === found?.value;
}

/** Undefined for a parameter that does not exist, which is no failure here. */
async function ignoreAbsence<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}
