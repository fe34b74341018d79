/** The measure of agreement that tests use: the one that a device's self-check uses too. */
export { relativeError } from '../common/relativeError';
