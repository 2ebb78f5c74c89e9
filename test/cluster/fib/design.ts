// The page is readable in both color schemes, on a phone, and with a keyboard.
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { submit } from './form';

/** An expression that lists the elements with too little contrast. */
const LOW_CONTRAST = readFileSync('test/cluster/fib/contrast.js', 'utf8');

const FOCUSED = `(() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  const name = document.activeElement.id || document.activeElement.textContent;
  return name + ': ' + outlineStyle + ' ' + outlineWidth;
})()`;

interface Target {
  readonly browser: Browser;
  readonly url: string;
}

export function describeDesign(target: () => Target): void {
  describe('by design,', () => testDesign(target));
}

function testDesign(target: () => Target): void {
  let page: Page;

  async function open(options: BrowserContextOptions): Promise<void> {
    const { browser, url } = target();
    page = await browser.newPage(options);
    page.setDefaultTimeout(60_000);
    await page.goto(url);
    await page.getByRole('row').first().waitFor();
  }

  afterEach(() => page.close());

  describe.each([
    ['light', 'rgb(245, 246, 248)'],
    ['dark', 'rgb(17, 20, 26)'],
  ] as const)('in the %s color scheme,', (colorScheme, background) => {
    const lowContrast = () => page.evaluate(LOW_CONTRAST);

    beforeEach(() => open({ colorScheme, reducedMotion: 'reduce' }));

    test('all states of the page have enough contrast', async () => {
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(background);
      await submit(page, '40');
      await page.getByText('F(40) = 102334155').waitFor();
      expect(await lowContrast()).toEqual([]);
      await submit(page, '41');
      await page.getByText('index is 41').waitFor();
      expect(await lowContrast()).toEqual([]);
      await page.route('**/api/**', (route) => route.abort());
      await page.getByRole('alert').waitFor();
      expect(await lowContrast()).toEqual([]);
      await page.getByRole('link', { name: 'About' }).click();
      await page.getByRole('listitem').first().waitFor();
      expect(await lowContrast()).toEqual([]);
    });
  });

  test('a phone shows all of its width without scrolling', async () => {
    await open({ viewport: { width: 360, height: 740 } });
    await submit(page, '41');
    await page.getByText('index is 41').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  test('the keyboard reaches every control, and each one has a focus ring', async () => {
    await open({});
    const focused: unknown[] = [];
    for (let control = 0; control < 4; control++) {
      await page.keyboard.press('Tab');
      focused.push(await page.evaluate(FOCUSED));
    }
    const ring = 'solid 3px';
    expect(focused).toEqual([`Calculator: ${ring}`, `About: ${ring}`, `index: ${ring}`, `Compute: ${ring}`]);
  });

  test('nothing moves if the user prefers reduced motion', async () => {
    await open({ reducedMotion: 'reduce' });
    await page.getByRole('button', { name: 'Compute' }).hover();
    expect(await page.evaluate('document.getAnimations().length')).toBe(0);
  });
}
