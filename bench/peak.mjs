/** Loaded before a program: writes the most memory it had, in kilobytes, to the file named by YUCE_PEAK. */

import { writeFileSync } from 'node:fs'

process.on('exit', () => writeFileSync(process.env.YUCE_PEAK, String(process.resourceUsage().maxRSS)))
