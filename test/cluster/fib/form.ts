import type { Page } from 'playwright-core';

/** Submits an index as a user does. */
export async function submit(page: Page, index: string): Promise<void> {
  await page.getByLabel('Index').fill(index);
  await page.getByRole('button', { name: 'Compute' }).click();
}
