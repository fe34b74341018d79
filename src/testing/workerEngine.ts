/** The whole engine without a page or workers, for tests in Node: the client over real channels, every session behind it. */
import { expose } from 'comlink';
import { createEngineClient } from '../engine/client';
import type { Engine } from '../engine/protocol';
import { NetworkSession } from '../worker/networkSession';
import { PatchWorkerSession } from '../worker/patchWorkerSession';
import { PreparationSession } from '../worker/preparationSession';
import type { DeskHost } from '../worker/projectDesk';
import { MEMORY_HOST } from '../worker/resultsDesk';
import { ResultsSession } from '../worker/resultsSession';
import { memoryDesk } from './memoryDesk';
import { memoryNetworkHost } from './memoryNetworkHost';
import { nodeDataHost } from './nodeDataHost';

/** `desk` holds the projects; a fresh one in memory where it is left out. */
export function workerEngine(patchWorkers = 0, desk: () => Promise<DeskHost> = memoryDesk): Engine {
  const patches = Array.from({ length: patchWorkers }, () => behind(new PatchWorkerSession()));
  const endpoints = {
    preparation: behind(new PreparationSession(nodeDataHost, desk)),
    network: behind(new NetworkSession(memoryNetworkHost)),
    results: behind(new ResultsSession(async () => MEMORY_HOST)),
    patches,
  };
  return createEngineClient(endpoints, { persist: async () => false });
}

function behind(session: object): MessagePort {
  const { port1, port2 } = new MessageChannel();
  expose(session, port1);
  return port2;
}
