/**
 * Writes down every module a program loads: `node --import ./test/support/trace.mjs program.js`, the list goes to the
 * file named by YUCE_TRACE.
 */

import { appendFileSync } from 'node:fs'
import { register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

// Node runs the hooks in a thread of their own, which loads this file again.
if (isMainThread) register(import.meta.url)

export async function load(url, context, nextLoad) {
  appendFileSync(process.env.YUCE_TRACE, `${url}\n`)
  return nextLoad(url, context)
}
