import type { AwsEmulators } from '../aws-emulators';
import type { ChooseFailure } from '../bedrock/serve-invocation';
import { readJobTime } from '../jobs/read-job-time';

/** A time without capacity on flex for jobs, by their clocks. */
export class FlexOutage {
  #aws: AwsEmulators | undefined;
  #endsAt = 0;

  begin(aws: AwsEmulators, millis: number): void {
    this.#aws = aws;
    this.#endsAt = Date.now() + millis;
  }

  readonly chooseFailure: ChooseFailure = ({ body }, { tier }) => {
    const time = this.#aws && readJobTime(this.#aws, body);
    const isOver = tier !== 'flex' || time === undefined || time >= this.#endsAt;
    return isOver ? undefined : { kind: 'unavailable' };
  };
}
