import { POLICIES } from '../../lambda/core/callers/policies';
import type {
  OperatedSection,
  OperatorView,
  ValueView,
} from '../../lambda/core/operator/operator-view';
import { describeOwned, describeRouter } from '../documents/describe';
import type { VersionDocument } from '../documents/mapping';
import type { ValuesDocument } from '../documents/values';
import { describeAuthor } from '../mapping/format-tiers';
import type { Answer } from '../output/answer';
import { wrapText, writeForeign } from '../output/write-text';
import { openRouter } from '../router/open-router';
import type { RouterOptions } from '../router/router-options';
import { CommandFailure, EXIT_CODES } from '../run-program';

/** Shows the values of a section, or the one of an operation, a key's ID or a caller's name. */
export async function showValues(
  options: RouterOptions,
  section: OperatedSection,
  sought: string | undefined,
): Promise<Answer> {
  const router = await openRouter(options);
  const view = await router.readView();
  const values = view.values
    .filter((value) => value.section === section)
    .map((value) => describeValue(value, view))
    .filter(({ entry, name }) => sought === undefined || [entry, name].includes(sought));
  if (values.length === 0 && sought !== undefined) {
    throw new CommandFailure(EXIT_CODES.refused, `there are no ${section} of "${sought}"`);
  }
  const document: ValuesDocument = { router: describeRouter(router), section, values };
  return { document, text: formatValues(document) };
}

function describeValue(value: ValueView, view: OperatorView): ValuesDocument['values'][number] {
  const { section, entry, inForce } = value;
  const policy = section === 'callers' ? view.snapshot.policies?.get(entry) : undefined;
  return {
    // A key that somebody wrote in place of its ID is not shown.
    entry: section === 'callers' ? (POLICIES.show?.(entry) ?? entry) : entry,
    name: policy === undefined || policy === 'invalid' ? undefined : policy.name,
    inForce,
    deploy: describeOwned(value.deploy, 'deploy'),
    override: describeOwned(value.override, 'override'),
  };
}

function formatValues({ router, section, values }: ValuesDocument): string {
  const title = `${section} of ${router.prefix} in ${router.region}`;
  if (values.length === 0) return `${title}\n\nThere are none.`;
  const sections = values.map(({ entry, name, inForce, deploy, override }) => [
    '',
    [entry, ...(name === undefined ? [] : [`caller ${name}`])]
      .filter((part) => part !== '')
      .join(', '),
    ...describeLayer(override, inForce),
    ...describeLayer(deploy, inForce),
  ]);
  const lines = sections
    .flat()
    .filter((line, index) => line !== '' || index === 0 || section !== 'prices');
  return [title, ...lines].join('\n');
}

/** `*` marks the value in force. */
function describeLayer(
  value: VersionDocument | undefined,
  inForce: VersionDocument['owner'] | undefined,
): readonly string[] {
  if (value === undefined) return [];
  const owner = value.owner === 'override' ? value.version : `deploy, version ${value.version}`;
  const mark = value.owner === inForce ? '*' : ' ';
  const refused =
    value.problem === undefined ? [] : [wrapText(`! ${writeForeign(value.problem)}`, '    ')];
  return [
    `${mark} ${[owner, ...describeAuthor(value)].join(', ')}`,
    `    ${writeForeign(value.value)}`,
    ...refused,
  ];
}
