import { expose } from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import { createEngineClient } from './client';
import { installTransferHandlers } from './transfer';

const open: MessagePort[] = [];

/** A worker's end and the page's end of one channel. */
function channel() {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  return { worker: port1, page: port2 };
}

/** The client over real channels; the sessions behind them take every call and never answer `model`. */
function clientOverSilence() {
  installTransferHandlers();
  const [preparation, network, results] = [channel(), channel(), channel()];
  const connected = () => undefined;
  const ports = { connect: connected, connectResults: connected, connectNetwork: connected };
  const session = { ...ports, model: () => new Promise(() => undefined) };
  expose(session, preparation.worker);
  expose(session, network.worker);
  expose(session, results.worker);
  return {
    engine: createEngineClient(
      { preparation: preparation.page, network: network.page, results: results.page },
      { persist: async () => false },
    ),
    network,
  };
}

afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

describe('a worker that dies', () => {
  it.each([
    ['throws outside any call', Object.assign(new Event('error'), { message: 'x is broken' }), /x is broken/],
    ['cannot be loaded', new Event('error'), /could not be loaded/],
    ['answers what cannot be read', new Event('messageerror'), /cannot be read/],
  ])('fails the calls under way and all later ones where it %s', async (_, event, words) => {
    const { engine, network } = clientOverSilence();
    const waiting = engine.model();
    network.page.dispatchEvent(event);
    const failure = { code: 'internal', message: expect.stringMatching(words) };
    await expect(waiting).rejects.toMatchObject(failure);
    await expect(engine.view('a.png')).rejects.toMatchObject(failure);
  });
});
