/**
 * Runs once, before any GPU test's process starts: points the processes to come at the machine's Vulkan driver
 * or at SwiftShader. Called by Vitest (globalSetup of the project `gpu`).
 */
import { ADAPTER_HELP, gpuEnvironment } from '../../scripts/gpuEnvironment.mjs';

export function setup(): void {
  const { adapter, variables } = gpuEnvironment();
  if (adapter === null) throw new Error(ADAPTER_HELP);
  Object.assign(process.env, variables);
}
