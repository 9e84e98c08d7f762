/**
 * Pages in Chromium, off the network. Without Chromium the tests are left out; with REQUIRE_TOOLS=1 they fail.
 */

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { TestContext } from 'vitest'

const program = '/usr/bin/chromium'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export function needsChromium({ skip }: TestContext): void {
  if (existsSync(program)) return
  if (process.env['REQUIRE_TOOLS'] === '1') throw new Error(`${program} is not there, and REQUIRE_TOOLS=1 asks for it`)
  skip(`${program} is not there`)
}

/** What a page did beside being shown: all of it should be nothing. */
export type Trouble = {
  /** Errors and warnings of the console, exceptions, dialogs, and what the page's policy refused. */
  readonly told: string[]
  /** Addresses asked for, other than that of the page itself. */
  readonly requests: string[]
}

let browser: Browser | null = null

export async function closeBrowser(): Promise<void> {
  await browser?.close()
  browser = null
}

/** Opens a text as a file in a context of its own and hands it on. */
export async function withPage<T>(
  html: string,
  options: BrowserContextOptions,
  use: (page: Page, trouble: Trouble) => Promise<T>,
): Promise<T> {
  browser ??= await chromium.launch({ executablePath: program, args: flags })
  const folder = mkdtempSync(join(tmpdir(), 'yuce-page-'))
  const context = await browser.newContext({ offline: true, ...options })
  try {
    const file = join(folder, 'report.html')
    writeFileSync(file, html)
    const page = await context.newPage()
    const trouble: Trouble = { told: [], requests: [] }
    const address = pathToFileURL(file).href
    page.on('console', (message) => trouble.told.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => trouble.told.push(String(error)))
    page.on('dialog', (dialog) => {
      trouble.told.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('request', (request) => {
      if (request.url() !== address) trouble.requests.push(request.url())
    })
    await page.addInitScript(
      `addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) => console.error('policy', violatedDirective, sample))`,
    )
    await page.goto(address)
    return await use(page, trouble)
  } finally {
    await context.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
