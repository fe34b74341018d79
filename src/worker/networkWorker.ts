/** Entry of the network worker. */
import { expose } from 'comlink';
import { installTransferHandlers } from '../engine/transfer';
import { browserNetworkHost } from './browserNetworkHost';
import { NetworkSession } from './networkSession';

installTransferHandlers();
expose(new NetworkSession(browserNetworkHost));
