/**
 * Every buffer of the compiled plans is made and freed here, so that the bytes on the device are known at any
 * time and can be capped. Not tf.js's buffers, which tf.js counts itself.
 */
import { defined } from '../common/assert';
import { studioError } from '../common/errors';

export interface BufferRequest {
  /** What the buffer is for, in messages: `training slab 0`. */
  readonly owner: string;
  readonly bytes: number;
  readonly usage: GPUBufferUsageFlags;
}

export class DeviceMemory {
  private readonly sizes = new Map<GPUBuffer, number>();
  private held = 0;
  private most = 0;
  /** The least that the device itself refused to hold, bytes. */
  private leastRefused = Number.POSITIVE_INFINITY;

  /** At most `capBytes` may live at a time; without it only the device itself says when it is enough. */
  constructor(
    readonly device: GPUDevice,
    readonly capBytes = Number.POSITIVE_INFINITY,
  ) {}

  /** Bytes of all buffers that live now. */
  get liveBytes(): number {
    return this.held;
  }

  /** The most bytes that ever lived at a time. */
  get peakBytes(): number {
    return this.most;
  }

  /** Bytes that may still be asked for. */
  get freeBytes(): number {
    return this.capBytes - this.held;
  }

  /** The most that may be held, as far as is known: the cap, or just under what the device has refused. */
  get budgetBytes(): number {
    return Math.min(this.capBytes, this.leastRefused - 1);
  }

  /**
   * Buffers filled with zeros, one a request: all of them or none. Rejects with `out-of-memory`, naming the owner
   * and the bytes asked for, living and allowed, where the cap or the device's largest buffer is exceeded or the
   * device has no more.
   */
  async allocate(requests: readonly BufferRequest[]): Promise<GPUBuffer[]> {
    for (const request of requests) this.checkSize(request);
    this.checkCap(requests);
    this.device.pushErrorScope('out-of-memory');
    const buffers = requests.map((request) => this.create(request));
    const failure = await this.device.popErrorScope();
    if (!failure) return buffers;
    this.leastRefused = Math.min(this.leastRefused, this.held);
    this.free(buffers);
    throw this.exceeded(requests, 'the graphics device has no more', failure.message);
  }

  /** Destroys buffers made here; any other is a bug. Work already submitted still sees them. */
  free(buffers: readonly GPUBuffer[]): void {
    for (const buffer of buffers) {
      this.held -= defined(this.sizes.get(buffer), `size of the buffer ${buffer.label}`);
      this.sizes.delete(buffer);
      buffer.destroy();
    }
  }

  private create({ owner, bytes, usage }: BufferRequest): GPUBuffer {
    const buffer = this.device.createBuffer({ label: owner, size: bytes, usage });
    this.sizes.set(buffer, bytes);
    this.held += bytes;
    this.most = Math.max(this.most, this.held);
    return buffer;
  }

  private checkSize(request: BufferRequest): void {
    const { maxBufferSize } = this.device.limits;
    if (request.bytes <= maxBufferSize) return;
    throw this.exceeded([request], `one buffer may have ${inBytes(maxBufferSize)}`);
  }

  private checkCap(requests: readonly BufferRequest[]): void {
    if (sum(requests) <= this.freeBytes) return;
    throw this.exceeded(requests, `${inBytes(this.capBytes)} are allowed`);
  }

  private exceeded(requests: readonly BufferRequest[], why: string, cause?: string) {
    const asked = sum(requests);
    const owners = [...new Set(requests.map(({ owner }) => owner))].join(', ');
    return studioError(
      'out-of-memory',
      `The graphics memory does not suffice for ${owners}: ${inBytes(asked)} were asked for, ` +
        `${inBytes(this.held)} are in use, ${why}.`,
      'Choose a smaller tile, batch or network width, and close other pages that use the graphics device.',
      asked,
      cause,
    );
  }
}

function sum(requests: readonly BufferRequest[]): number {
  return requests.reduce((total, { bytes }) => total + bytes, 0);
}

function inBytes(bytes: number): string {
  return `${bytes.toLocaleString('en')} bytes`;
}
