/** How fast the upstream answers. */
export interface Pace {
  /** Before every answer. */
  readonly latencyMillis: number;
  /** Pause of a stream after its first event. */
  readonly gapMillis: number;
  /** Pause of a stream after each event. */
  readonly eventGapMillis: number;
  /** How many events a stream has. */
  readonly events: number;
  /** How many parameters are under the path. */
  readonly parameters: number;
}

/** How many events a stream has by default. */
export const STREAM_EVENTS = 200;

export const FASTEST: Pace = {
  latencyMillis: 0,
  gapMillis: 0,
  eventGapMillis: 0,
  events: STREAM_EVENTS,
  parameters: 1,
};
