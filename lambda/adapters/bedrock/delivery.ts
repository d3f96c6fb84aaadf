import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { TIMES } from '../../core/settings/times';

/**
 * What became of a request that was not answered.
 *
 * | Seen                                                                | Delivery      |
 * |---------------------------------------------------------------------|---------------|
 * | the request was not written in full: refused, DNS, TLS, no route    | `undelivered` |
 * | a connection of an earlier request closed before or at once after   | `stale`       |
 * | anything else                                                       | `delivered`   |
 */
export type Delivery = 'undelivered' | 'stale' | 'delivered';

export interface DeliveryWatch {
  /** What became of the request, when it has failed. */
  read(): Delivery;
}

/**
 * Watches the connection of a request from its start.
 *
 * @param clock milliseconds of a clock that only runs forward
 */
export function watchDelivery(outgoing: ClientRequest, clock: () => number): DeliveryWatch {
  let isOpen = false;
  let writtenAt: number | undefined;
  let hasAnswerBegun = false;
  outgoing.once('socket', (socket) => {
    onceOpen(socket, () => {
      isOpen = true;
    });
    socket.once('data', () => {
      hasAnswerBegun = true;
    });
  });
  outgoing.once('finish', () => {
    writtenAt = clock();
  });
  return {
    read: () => {
      if (!isOpen) return 'undelivered';
      if (hasAnswerBegun) return 'delivered';
      const millis = writtenAt === undefined ? 0 : clock() - writtenAt;
      if (outgoing.reusedSocket && millis < TIMES.staleConnectionMillis) return 'stale';
      return writtenAt === undefined ? 'undelivered' : 'delivered';
    },
  };
}

/** Calls back when bytes can be sent: for TLS, when the certificate has been checked. At once if they can be already. */
export function onceOpen(socket: Socket, callBack: () => void): void {
  if (socket.readyState === 'open') callBack();
  else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', callBack);
}
