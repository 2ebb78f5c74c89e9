// The page in a browser that is installed on this machine.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { FrontDoor } from '../cluster';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/google-chrome'];

/** For a browser that asks nobody but the page. */
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

export function describePage(door: () => FrontDoor): void {
  describe('in the browser,', () => {
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      const executablePath = BROWSERS.find(existsSync);
      if (!executablePath) throw new Error(`no browser: install one of ${BROWSERS.join(', ')}`);
      browser = await chromium.launch({ executablePath, args: QUIET, timeout: 120_000 });
      page = await browser.newPage({ viewport: { width: 640, height: 400 }, colorScheme: 'light' });
      page.setDefaultTimeout(60_000);
      await page.goto(`http://127.0.0.1:${door().port}/`);
    });

    afterAll(() => browser?.close());

    async function submit(index: string): Promise<void> {
      await page.getByLabel('Index').fill(index);
      await page.getByRole('button', { name: 'Compute' }).click();
    }

    test('an index that is submitted gets its value', async () => {
      for (const [index, value] of [
        ['7', '13'],
        ['40', '102334155'],
      ]) {
        await submit(index);
        await page.getByRole('row', { name: `${index} ${value}`, exact: true }).waitFor();
      }
    });

    test('what the server refuses is shown in its own words', async () => {
      await submit('41');
      await page.getByText('index is 41; allowed is a whole number from 0 to 40').waitFor();
    });

    test('its picture is in the tutorial', async () => {
      await page.goto(`http://127.0.0.1:${door().port}/`);
      await page.getByRole('row', { name: '40 102334155', exact: true }).waitFor();
      mkdirSync('build', { recursive: true });
      await page.screenshot({ path: PICTURE });
      expect(sizeOf(readFileSync('examples/fib/page.png'))).toEqual(sizeOf(readFileSync(PICTURE)));
    });
  });
}

/** Copy it to examples/fib when the page looks different. */
const PICTURE = 'build/page.png';

/** Width and height of a PNG. Its pixels differ from one machine's fonts to another's. */
function sizeOf(png: Buffer): [number, number] {
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}
