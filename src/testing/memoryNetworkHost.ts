/** What the network worker asks of its machine, for tests: Node's decoders, and results in memory. */
import { memoryScratch } from '../pipeline/export/scratch';
import type { NetworkHost } from '../worker/predictDesk';
import { nodeDataHost } from './nodeDataHost';

export const memoryNetworkHost: NetworkHost = { data: nodeDataHost, scratch: async () => memoryScratch };
