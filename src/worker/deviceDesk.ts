/**
 * The device's part of the network worker: the one that is open, why it went away, which kernels it computes by. Used by
 * NetworkSession, which does one thing on it at a time.
 */
import { StudioError, studioError } from '../common/errors';
import type { Backend, DeviceReport } from '../domain/device';
import type { Benchmark, DeviceDetails, SelfCheck } from '../domain/diagnostics';
import type { ExcludedKernels, KernelChoice } from '../domain/kernels';
import type { Norm } from '../domain/network';
import { deviceDetails } from '../gpu/deviceDetails';
import { openAgain } from '../gpu/openAgain';
import { openWebGl } from '../gpu/openWebGl';
import { type KernelOptions, openWebGpu } from '../gpu/openWebGpu';
import { planDevice } from '../gpu/planDevice';
import { proveDevice } from '../gpu/proveDevice';
import { selfCheck } from '../gpu/selfCheck';
import type { StudioDevice } from '../gpu/studioDevice';
import { forgetTimings } from '../gpu/tuner/forgetTimings';
import { SavedTimings } from '../gpu/tuner/savedTimings';
import { deviceBenchmark } from './deviceBenchmark';
import { timingsFile } from './timingsFile';

export class DeviceDesk {
  private device: StudioDevice | null = null;
  private lostTo: StudioError | null = null;
  private kernels: KernelChoice = 'auto';
  private readonly timings = new SavedTimings(timingsFile());

  /**
   * `onError` is told of every error of the open device outside any call, its loss among them; `onWrong` of kernels that
   * are found wrong on it, not of those known since an earlier visit.
   */
  constructor(
    private readonly onError: (error: StudioError) => void,
    private readonly onWrong: (found: ExcludedKernels) => void,
  ) {}

  /** Why the device that was opened last went away; what fails with it (a read, say) only reports a symptom. */
  get lost(): StudioError | null {
    return this.lostTo;
  }

  /** In place of the one that is open. */
  async open(backend: Backend): Promise<DeviceReport> {
    this.device?.close();
    this.device = null;
    this.lostTo = null;
    this.device =
      backend === 'webgpu'
        ? await openWebGpu((error) => this.failed(error), this.kernelOptions())
        : await openWebGl();
    this.device.kinds.onFound = this.onWrong;
    return this.device.report;
  }

  /** The device anew where it is what failed and can be had; else null: why it went away is in `lost`. */
  async reopen(failure: unknown): Promise<StudioDevice | null> {
    const code = failure instanceof StudioError ? failure.code : null;
    if (!this.device?.gpu || (code !== 'device-lost' && !(await this.lossBehind(failure)))) return null;
    this.device.close();
    try {
      this.device = await openAgain((error) => this.failed(error), this.kernelOptions());
      this.device.kinds.onFound = this.onWrong;
      this.lostTo = null;
      return this.device;
    } catch {
      // What matters to the user is why the device of the run went away; it is told by whoever asked.
      return null;
    }
  }

  /** The open device; throws what it was lost to, `device-error` where none is open. */
  opened(): StudioDevice {
    const { device, lostTo } = this;
    if (!device || lostTo) throw lostTo ?? deviceNotOpen();
    return device;
  }

  /** A lost device fails reads and says that it is lost in two promises: the second may settle a turn later. */
  async lossBehind(thrown: unknown): Promise<StudioError | null> {
    if (!(thrown instanceof StudioError)) await new Promise((resolve) => setTimeout(resolve));
    return this.lostTo;
  }

  /** Checks the device for such networks. Throws `wrong-results` where no kind of kernels is right. */
  prove(norm: Norm): Promise<void> {
    return proveDevice(this.opened(), norm);
  }

  details(): Promise<DeviceDetails> {
    return deviceDetails(this.opened());
  }

  /** Of plans compiled from now on, on this device and those opened later. */
  setKernels(choice: KernelChoice): Promise<DeviceDetails> {
    const device = this.opened();
    this.kernels = choice;
    device.kinds.choice = choice;
    return deviceDetails(device);
  }

  async forgetTimings(): Promise<DeviceDetails> {
    const planned = planDevice(this.opened());
    if (planned) await forgetTimings(planned);
    return this.details();
  }

  /** Without a norm and with one; none in slow mode. */
  async selfCheck(): Promise<SelfCheck[]> {
    const planned = planDevice(this.opened());
    return planned ? [await selfCheck(planned, 'none'), await selfCheck(planned, 'instance')] : [];
  }

  /** Null in slow mode. */
  async benchmark(): Promise<Benchmark | null> {
    const device = this.opened();
    const planned = planDevice(device);
    return planned && deviceBenchmark(planned, device.report.adapter);
  }

  private kernelOptions(): KernelOptions {
    return { timings: this.timings, kernels: this.kernels };
  }

  private failed(error: StudioError): void {
    if (error.code === 'device-lost') this.lostTo = error;
    this.onError(error);
  }
}

export function deviceNotOpen(): StudioError {
  return studioError(
    'device-error',
    'No graphics device is open.',
    'Open the device again from the status bar, or reload the page.',
  );
}
