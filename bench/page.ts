/** The page of one contender in the browser. hosts/browserHost.mjs opens it and calls `window.bench`. */
import { Driver } from './driver';

declare global {
  var bench: Driver;
}

globalThis.bench = new Driver({
  'onnxruntime-web predict': async () => (await import('./contenders/ortPredict')).openOrtImage,
  'onnxruntime-web inference': async () => (await import('./contenders/ortPredict')).openOrtPredict,
});
