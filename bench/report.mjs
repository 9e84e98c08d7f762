/** The report of the bundled plan: how large it is, how long it takes beside `project`, and what a move of a slider costs. */

import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { printRatios } from './tables.mjs'
import { compare, program, root, yuce } from './timing.mjs'

const browserPath = '/usr/bin/chromium'
const MOVES = 100

/** Goals: a page below 500 KB with a script below 150 KB; below 50 ms a move of a plan of 12 sectors and 10 scenarios. */
export async function report({ rounds }) {
  const text = execFileSync(process.execPath, [program, 'report'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })
  const sizes = { page: Buffer.byteLength(text), script: statSync(join(root, 'dist/page/what-if.js')).size }
  console.log(`\nReport of the bundled plan: ${kilobytes(sizes.page)}, its script ${kilobytes(sizes.script)}`)
  const project = yuce('yuce project', ['project'], { cwd: root })
  const jobs = [project, yuce('yuce report', ['report'], { cwd: root })]
  printRatios(`Report, bundled plan (median of ${3 * rounds})`, compare(jobs, 3 * rounds), [project.name])
  if (existsSync(browserPath))
    console.log(`A move of a slider: ${(await movesIn(text)).toFixed(1)} ms of the page's processor`)
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(0)} KB`
}

/** Processor time of the page's process for a move and the frame after it. */
async function movesIn(html) {
  const folder = mkdtempSync(join(tmpdir(), 'yuce-bench-'))
  const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const file = join(folder, 'report.html')
    writeFileSync(file, html)
    const page = await browser.newPage()
    await page.goto(pathToFileURL(file).href)
    const session = await browser.newBrowserCDPSession()
    const used = async () => {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo')
      return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0)
    }
    const move = `new Promise((done) => {
      const slider = document.getElementById('lever-1')
      let left = ${MOVES}
      const step = () => {
        slider.value = ((Number(slider.value) + 10.5) % 20) - 10
        slider.dispatchEvent(new Event('input', { bubbles: true }))
        requestAnimationFrame(() => requestAnimationFrame(() => (--left > 0 ? step() : done())))
      }
      step()
    })`
    await page.locator('#lever-1').focus()
    await page.evaluate(move)
    const before = await used()
    await page.evaluate(move)
    return ((await used()) - before) * (1000 / MOVES)
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
