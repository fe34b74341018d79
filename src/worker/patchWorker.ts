/** Entry of a patch worker. */
import { expose } from 'comlink';
import { installTransferHandlers } from '../engine/transfer';
import { PatchWorkerSession } from './patchWorkerSession';

installTransferHandlers();
expose(new PatchWorkerSession());
