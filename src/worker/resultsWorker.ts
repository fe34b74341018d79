/** Entry of the results worker. */
import { expose } from 'comlink';
import { installTransferHandlers } from '../engine/transfer';
import { browserScratch } from './browserScratch';
import { ResultsSession } from './resultsSession';

installTransferHandlers();
expose(new ResultsSession(browserScratch));
