/**
 * Gives GPU tests a real WebGPU device in Node: Dawn from npm `webgpu`, on the machine's Vulkan driver or,
 * where there is none, on the SwiftShader of an installed Chromium (VK_ICD_FILENAMES says which).
 */
import { existsSync } from 'node:fs';
import { create, globals } from 'webgpu';

const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';

if (!process.env.VK_ICD_FILENAMES && existsSync(SWIFTSHADER)) process.env.VK_ICD_FILENAMES = SWIFTSHADER;
Object.assign(globalThis, globals);
const gpu = create([]);
const host = (globalThis.navigator ?? {}) as object;
Object.defineProperty(host, 'gpu', { value: gpu, configurable: true });
if (!globalThis.navigator)
  Object.defineProperty(globalThis, 'navigator', { value: host, configurable: true });
