// The page in a browser that is installed on this machine.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { IngressForward } from '../cluster';
import { describeDesign } from './design';
import { submit } from './form';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/google-chrome'];

/** For a browser that sends requests to the page alone. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  '--no-proxy-server',
  '--disable-background-networking',
  '--disable-component-update',
];

export function describePage(ingress: () => IngressForward): void {
  describe('in the browser,', () => {
    let browser: Browser;
    let page: Page;
    const url = () => `http://127.0.0.1:${ingress().port}/`;

    beforeAll(async () => {
      const executablePath = BROWSERS.find(existsSync);
      if (!executablePath) throw new Error(`no browser found; install one of ${BROWSERS.join(', ')}`);
      browser = await chromium.launch({ executablePath, args: QUIET, timeout: 120_000 });
      const viewport = { width: 800, height: 640 };
      page = await browser.newPage({ viewport, deviceScaleFactor: 2, colorScheme: 'light' });
      page.setDefaultTimeout(60_000);
      await page.goto(url());
    });

    afterAll(() => browser?.close());

    test('a submitted index gets its value', async () => {
      for (const [index, value] of [
        ['7', '13'],
        ['40', '102334155'],
      ]) {
        await submit(page, index);
        await page.getByRole('row', { name: `${index} ${value}`, exact: true }).waitFor();
      }
    });

    test('an error of the server is shown unchanged', async () => {
      await submit(page, '41');
      await page.getByRole('status').getByText('index is 41; allowed: a whole number from 0 to 40').waitFor();
    });

    test('the tutorial has a picture of the page', async () => {
      await page.goto(url());
      await submit(page, '33');
      await page.getByRole('row', { name: '40 102334155', exact: true }).waitFor();
      await page.getByRole('status').getByText('F(33) = 3524578').waitFor();
      await page.getByLabel('Index').blur();
      await page.mouse.move(0, 0);
      mkdirSync('build', { recursive: true });
      await page.screenshot({ path: PICTURE });
      expect(readSize('examples/fib/page.png')).toEqual(readSize(PICTURE));
    });

    describeDesign(() => ({ browser, url: url() }));
  });
}

/** If the page looks different, copy it to examples/fib. */
const PICTURE = 'build/page.png';

/** Returns the width and height of a PNG. Its pixels depend on the machine's fonts. */
function readSize(file: string): [number, number] {
  const png = readFileSync(file);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}
