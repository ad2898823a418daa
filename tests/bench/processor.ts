import type { Browser } from 'playwright';

/**
 * Processor time that all pages of a browser have taken so far, in milliseconds, all their threads together: what
 * others do on the machine does not change it.
 */
export async function pageProcessorMs(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.reduce(
      (sum, { type, cpuTime }) => sum + (type === 'renderer' ? cpuTime * 1000 : 0),
      0
    );
  } finally {
    await session.detach();
  }
}
