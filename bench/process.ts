/** The process of one contender under Node. hosts/nodeHost.mjs starts it and sends it calls. */
import '../src/cli/installWebGpu';
import type { BenchCase } from './contender';
import { Driver } from './driver';

interface Call {
  readonly id: number;
  readonly method: 'open' | 'run' | 'facts' | 'adapter';
  readonly args: readonly [string, BenchCase];
}

// jax-js asks the browser's name of it.
if (!navigator.userAgent)
  Object.defineProperty(navigator, 'userAgent', { value: 'node', configurable: true });

const driver = new Driver();

process.on('message', (call: Call) => {
  answer(call).then(
    (result) => process.send?.({ id: call.id, result }),
    (thrown: unknown) => process.send?.({ id: call.id, error: String(thrown) }),
  );
});

async function answer({ method, args: [name, benchCase] }: Call): Promise<unknown> {
  if (method === 'open') return driver.open(name, benchCase);
  return driver[method]();
}
