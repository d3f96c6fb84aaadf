import type { Sender } from './callers';

/** How a client behaves. */
export type Manner =
  | 'waits'
  | 'reads-slowly'
  | 'sends-slowly'
  | 'leaves-waiting'
  | 'leaves-reading'
  | 'leaves-sending';

export interface SoakRequest {
  readonly number: number;
  readonly sender: Sender;
  readonly manner: Manner;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether a successful answer contains the mark of the request as plain text. */
  readonly isMarkedInAnswer: boolean;
  /** API Gateway refuses the request before the function sees it. */
  readonly isTooLarge: boolean;
}

/** Whether the function receives the request, and so writes one receipt for it. */
export function isReceived({ manner, isTooLarge, sender }: SoakRequest): boolean {
  return manner !== 'leaves-sending' && !isTooLarge && sender.caller !== undefined;
}
