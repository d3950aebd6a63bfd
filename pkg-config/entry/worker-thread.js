// The engine inside a web worker; see worker.js.
import * as lexcard from "./browser.js";

self.onmessage = async ({ data: { number, method, args } }) => {
  try {
    await lexcard.init();
    self.postMessage({ number, value: lexcard[method](...args) });
  } catch (error) {
    self.postMessage({ number, error: { message: error?.message ?? String(error), code: error?.code, misuse: !(error instanceof lexcard.LexcardError) } });
  }
};
