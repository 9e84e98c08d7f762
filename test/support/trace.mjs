/**
 * Writes down every file a program reads in one go, code or data: `node --import ./test/support/trace.mjs program.js`,
 * the list goes to the file named by YUCE_TRACE.
 */

import fs from 'node:fs'

const { appendFileSync, readFileSync } = fs

fs.readFileSync = (path, ...rest) => {
  const content = readFileSync(path, ...rest)
  appendFileSync(process.env.YUCE_TRACE, `${path}\n`)
  return content
}
