/** The one place that loads tf.js. Everything at run time gets `tf` from here, so that there is one instance. */
import * as tf from '@tensorflow/tfjs';

// Otherwise tf.js greets Node with an advertisement on the console.
tf.enableProdMode();

export { tf };
