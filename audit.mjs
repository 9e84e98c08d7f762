/**
 * What the packages are that yuce is built from, offline and from the lock file: `npm run audit` prints one a line and
 * fails where a package has no hash to hold it to, a licence that nobody has looked at, or a script that would run when
 * it is installed.
 */

import { readFileSync } from 'node:fs'

const { packages } = JSON.parse(readFileSync(new URL('package-lock.json', import.meta.url), 'utf8'))
const { dependencies = {} } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))

/** Licences that let their code be shipped, or used for building. */
const licences = new Set(['MIT', 'MIT OR Apache-2.0', 'Apache-2.0', 'MPL-2.0', 'ISC', 'BSD-3-Clause', '0BSD'])
/** esbuild's script only looks whether its binary, a package of its own, is there. */
const mayRunScripts = new Set(['esbuild'])

const faults = Object.entries(packages).flatMap(
  ([path, { version, license, integrity, hasInstallScript, resolved }]) => {
    if (path === '') return []
    const name = path.replace(/^.*node_modules\//, '')
    process.stdout.write(`${name} ${version} ${license}\n`)
    return [
      ...(integrity?.startsWith('sha512-') ? [] : [`${name}: no sha512 hash`]),
      ...(licences.has(license) ? [] : [`${name}: licence ${license}`]),
      ...(hasInstallScript && !mayRunScripts.has(name) ? [`${name}: runs a script when it is installed`] : []),
      ...(resolved === undefined || resolved.startsWith('https:') ? [] : [`${name}: from ${resolved}`]),
    ]
  },
)

const count = Object.keys(packages).length - 1
process.stdout.write(`\n${count} packages to build and test with, ${Object.keys(dependencies).length} needed to run\n`)
for (const fault of faults) process.stderr.write(`${fault}\n`)
process.exitCode = faults.length > 0 ? 1 : 0
