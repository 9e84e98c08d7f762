/** What is used of mathjs, by name, so that the bundle leaves the rest of it out (201 KB in place of 554). */

import { create, parseDependencies as dependencies } from 'mathjs/number'

if (dependencies === undefined) throw new RangeError('mathjs has no parser')

export const parseDependencies = dependencies
export { create }
