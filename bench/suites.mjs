/** Which cases there are, and which peers stand beside ours in each. Read by runPeers.mjs and predict.mjs. */

/**
 * @typedef {object} Peer
 * @property {string} name
 * @property {number} [steps] timed runs at most, where one takes long
 * @property {string} [absent] why it is not there
 * @property {boolean} [unlike] computes something else on purpose: its results are not compared
 */

/**
 * @typedef {object} Case
 * @property {import('./contender').BenchCase} shape
 * @property {Readonly<Record<'browser' | 'node', readonly Peer[]>>} peers
 */

const WEBGL_IN_NODE = { name: 'tfjs-webgl', absent: 'Node has no WebGL' };
const SLIDING = { name: 'sliding-window', steps: 1, unlike: true };
const ORT_IN_NODE = { name: 'onnxruntime-web', absent: 'its WebGPU provider runs in browsers only' };
const TIMED_IN_NODE = 'timed at this size under Node alone (--host node)';

/** @type {Readonly<Record<string, Readonly<Record<string, Case>>>>} */
export const SUITES = {
  train: {
    'w4-d1-s32': {
      shape: { width: 4, depth: 1, side: 32 },
      peers: {
        browser: [{ name: 'tfjs-webgpu' }, { name: 'tfjs-webgl' }, { name: 'jax-js' }],
        node: [{ name: 'tfjs-webgpu' }, WEBGL_IN_NODE, { name: 'jax-js' }],
      },
    },
    'w8-d2-s64': {
      shape: { width: 8, depth: 2, side: 64 },
      peers: {
        browser: [{ name: 'tfjs-webgpu' }, { name: 'tfjs-webgl' }, { name: 'jax-js' }],
        node: [{ name: 'tfjs-webgpu' }, WEBGL_IN_NODE, { name: 'jax-js' }],
      },
    },
    'w16-d3-s128': {
      shape: { width: 16, depth: 3, side: 128 },
      peers: {
        browser: [
          { name: 'tfjs-webgpu', steps: 2 },
          { name: 'tfjs-webgl' },
          { name: 'jax-js', absent: TIMED_IN_NODE },
        ],
        node: [{ name: 'tfjs-webgpu', steps: 2 }, WEBGL_IN_NODE, { name: 'jax-js', steps: 3 }],
      },
    },
    // For the JavaScript of a step at depth 4, beside nobody.
    'w8-d4-s128': { shape: { width: 8, depth: 4, side: 128 }, peers: { browser: [], node: [] } },
  },
  // Whole images, end to end.
  predict: {
    'image-512-w8-d2': {
      shape: { width: 8, depth: 2, side: 512 },
      peers: {
        browser: [
          { name: 'tfjs-webgpu', steps: 1 },
          { name: 'tfjs-webgl', steps: 3 },
          { name: 'onnxruntime-web', steps: 3 },
        ],
        node: [{ name: 'tfjs-webgpu', steps: 1 }, WEBGL_IN_NODE, ORT_IN_NODE],
      },
    },
  },
  inference: {
    'w4-d1-s32': {
      shape: { width: 4, depth: 1, side: 32 },
      peers: {
        browser: [{ name: 'tfjs-webgpu' }, { name: 'tfjs-webgl' }, { name: 'onnxruntime-web' }, SLIDING],
        node: [{ name: 'tfjs-webgpu' }, WEBGL_IN_NODE, ORT_IN_NODE, SLIDING],
      },
    },
    'w8-d2-s64': {
      shape: { width: 8, depth: 2, side: 64 },
      peers: {
        browser: [{ name: 'tfjs-webgpu' }, { name: 'tfjs-webgl' }, { name: 'onnxruntime-web' }, SLIDING],
        node: [{ name: 'tfjs-webgpu' }, WEBGL_IN_NODE, ORT_IN_NODE, SLIDING],
      },
    },
    'w16-d3-s128': {
      shape: { width: 16, depth: 3, side: 128 },
      peers: {
        browser: [
          { name: 'tfjs-webgpu', steps: 2 },
          { name: 'tfjs-webgl' },
          { name: 'onnxruntime-web' },
          SLIDING,
        ],
        node: [{ name: 'tfjs-webgpu', steps: 2 }, WEBGL_IN_NODE, ORT_IN_NODE, SLIDING],
      },
    },
  },
};
