/** Loaded before a program: writes what it used to the file named by BENCH_USAGE: seconds of CPU, peak in kilobytes. */

const { writeFileSync } = require('node:fs')
const { isMainThread } = require('node:worker_threads')

if (isMainThread) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    writeFileSync(process.env.BENCH_USAGE, `${(userCPUTime + systemCPUTime) / 1e6} ${maxRSS}\n`)
  })
}
