/** One contender at work in a page or a process of its own, asked from outside. Times are taken here, next to the work. */
import { type BenchCase, benchSubject, type Contender, type OpenContender } from './contender';

export interface TimedRun {
  readonly ms: number;
  readonly values: readonly number[];
}

const CONTENDERS: Readonly<Record<string, () => Promise<OpenContender>>> = {
  'ours train': async () => (await import('./contenders/oursTrain')).openOursTrain,
  'ours inference': async () => (await import('./contenders/oursPredict')).openOursPredict,
  'sliding-window inference': async () => (await import('./contenders/slidingWindow')).openSlidingWindow,
  'tfjs-webgpu train': async () => (await import('./contenders/stockTfjs')).openTfjsTrain('webgpu'),
  'tfjs-webgl train': async () => (await import('./contenders/stockTfjs')).openTfjsTrain('webgl'),
  'tfjs-webgpu inference': async () => (await import('./contenders/stockTfjs')).openTfjsPredict('webgpu'),
  'tfjs-webgl inference': async () => (await import('./contenders/stockTfjs')).openTfjsPredict('webgl'),
  'jax-js train': async () => (await import('./contenders/jaxTrain')).openJaxTrain,
  'ours predict': async () => (await import('./contenders/oursPredict')).openOursImage,
  'tfjs-webgpu predict': async () => (await import('./contenders/stockTfjs')).openTfjsImage('webgpu'),
  'tfjs-webgl predict': async () => (await import('./contenders/stockTfjs')).openTfjsImage('webgl'),
  'peak train': async () => (await import('./contenders/adapterPeak')).openAdapterPeak,
  'peak predict': async () => (await import('./contenders/adapterPeak')).openAdapterPeak,
  'peak inference': async () => (await import('./contenders/adapterPeak')).openAdapterPeak,
};

/** Contenders that run in one of the two hosts alone. */
export type MoreContenders = typeof CONTENDERS;

export class Driver {
  private contender: Contender | null = null;

  constructor(private readonly more: MoreContenders = {}) {}

  /** Opens the device; `name` is `ours train` and the like. */
  async open(name: string, benchCase: BenchCase): Promise<void> {
    const load = this.more[name] ?? CONTENDERS[name];
    if (!load) throw new Error(`${name} does not run here`);
    this.contender = await (await load())(benchSubject(benchCase));
  }

  async run(): Promise<TimedRun> {
    if (!this.contender) throw new Error('nothing is open');
    const started = performance.now();
    const values = await this.contender.run();
    return { ms: performance.now() - started, values };
  }

  async facts(): Promise<Readonly<Record<string, number>>> {
    return (await this.contender?.facts?.()) ?? {};
  }

  /** The adapter as the browser or Dawn names it. */
  async adapter(): Promise<string> {
    const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return 'none';
    const { vendor, architecture, description } = adapter.info;
    return [vendor, architecture, description].filter(Boolean).join(' ');
  }
}
