/** Runs the statistics off the main thread. Holds one case at a time. */
import { Desk } from './desk.ts';
import type { ToWorker } from './messages.ts';

/** A message to oneself comes after those that wait: quicker than a timer, which browsers hold back. */
const { port1, port2 } = new MessageChannel();
let goOn: () => void = () => undefined;
port1.onmessage = () => goOn();

function breathe(): Promise<void> {
  return new Promise((resolve) => {
    goOn = resolve;
    port2.postMessage(null);
  });
}

const desk = new Desk((message) => self.postMessage(message), breathe);
self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => void desk.take(data));
