import type { Answer } from '../../output/answer';
import { type LogOptions, locateLog, openLogs, readLines } from '../open-log';
import type { Period } from '../source';
import { describeComparison } from './describe-comparison';
import { formatComparison } from './format-comparison';
import { readLoggedSamples, readSamplesOfLines } from './read-samples';
import type { SampleQuestion } from './samples';

/** Answers `report --compare`. */
export async function compareTiers(
  options: LogOptions,
  question: SampleQuestion,
  period: Period,
): Promise<Answer> {
  const location = await locateLog(options);
  const sampling =
    location.kind === 'file'
      ? await readSamplesOfLines(readLines(location.path), question, period)
      : await readLoggedSamples(
          { client: openLogs(location), logGroups: location.names },
          question,
          period,
        );
  const document = describeComparison(question, sampling, period);
  return { document, text: formatComparison(document) };
}
