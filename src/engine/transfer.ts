/**
 * What crosses between threads besides plain data: AbortSignals and StudioErrors. Both ends of every
 * channel call `installTransferHandlers` once, before the first message.
 */
import { type TransferHandler, transferHandlers } from 'comlink';
import { type ErrorData, StudioError, toErrorData } from '../common/errors';

interface ThrownMarker {
  readonly value: unknown;
}

export function installTransferHandlers(): void {
  transferHandlers.set('abort-signal', abortSignalHandler);
  const builtIn = transferHandlers.get('throw');
  if (!builtIn) throw new Error('comlink has no handler for thrown values');
  transferHandlers.set('throw', studioErrorHandler(builtIn.canHandle));
}

/** comlink's own handler keeps only name, message and stack; code, subject and hint must arrive too. */
function studioErrorHandler(
  canHandle: (value: unknown) => value is unknown,
): TransferHandler<unknown, ErrorData> {
  return {
    canHandle,
    serialize: (thrown) => [toErrorData((thrown as ThrownMarker).value), []],
    deserialize: (data) => {
      throw new StudioError(data);
    },
  };
}

/** The far side gets a signal of its own that fires when ours does. */
const abortSignalHandler: TransferHandler<AbortSignal, AbortedOrPort> = {
  canHandle: (value): value is AbortSignal => value instanceof AbortSignal,
  serialize: (signal) => {
    if (signal.aborted) return [{ aborted: true }, []];
    const { port1, port2 } = new MessageChannel();
    signal.addEventListener('abort', () => port1.postMessage('abort'), { once: true });
    return [{ aborted: false, port: port2 }, [port2]];
  },
  deserialize: (sent) => {
    if (sent.aborted) return AbortSignal.abort();
    const controller = new AbortController();
    sent.port.onmessage = () => {
      controller.abort();
      sent.port.close();
    };
    return controller.signal;
  },
};

type AbortedOrPort = { readonly aborted: true } | { readonly aborted: false; readonly port: MessagePort };
