import { describe, expect, it } from 'vitest';
import { adapterReport } from './adapterReport';
import { webGpuAbsence } from './webGpuAbsence';

describe('webGpuAbsence', () => {
  it('is null where WebGPU is there', () => {
    expect(webGpuAbsence({ hasGpu: true, secureContext: true, origin: null })).toBeNull();
  });

  it('names an insecure origin as the cause', () => {
    const error = webGpuAbsence({ hasGpu: false, secureContext: false, origin: 'http://192.168.0.7:8000' });
    expect(error).toMatchObject({ code: 'no-webgpu', subject: 'http://192.168.0.7:8000' });
    expect(error?.hint).toMatch(/localhost/);
  });

  it('names the browser on a secure origin', () => {
    const error = webGpuAbsence({ hasGpu: false, secureContext: true, origin: 'https://a.example' });
    expect(error).toMatchObject({ code: 'no-webgpu' });
    expect(error?.message).toMatch(/browser/);
  });
});

describe('adapterReport', () => {
  const name = { vendor: '', architecture: '', device: '', description: '' };

  it('recognises software adapters', () => {
    const report = (changes: object) => adapterReport({ ...name, ...changes }, { maxBufferSize: 8 });
    expect(report({ vendor: 'google', architecture: 'swiftshader' }).software).toBe(true);
    expect(report({ description: 'llvmpipe (LLVM 15)' }).software).toBe(true);
    expect(report({ isFallbackAdapter: true }).software).toBe(true);
    expect(report({ vendor: 'nvidia', architecture: 'hopper' }).software).toBe(false);
  });

  it('has a name also where the browser hides it', () => {
    expect(adapterReport(name, { maxBufferSize: 8 }).adapter).toBe('unnamed adapter');
  });
});
