/** Entry of the preparation worker. */
import { expose } from 'comlink';
import { installTransferHandlers } from '../engine/transfer';
import { browserDesk } from './browserDesk';
import { browserHost } from './browserHost';
import { PreparationSession } from './preparationSession';

installTransferHandlers();
expose(new PreparationSession(browserHost, browserDesk));
