/** Entry of the network worker. */
import { expose } from 'comlink';
import { installTransferHandlers } from '../engine/transfer';
import { NetworkSession } from './networkSession';

installTransferHandlers();
expose(new NetworkSession());
