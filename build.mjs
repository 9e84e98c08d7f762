/**
 * Builds `dist/`: the program and the public API as ES modules with lazy chunks, their declarations, and the licences
 * of what the bundle holds.
 *
 *     node build.mjs
 *
 * Everything in `dist/` lies as deep as it does in `src/`, or in `dist/chunks/`: `../../data` means the same from
 * `src/cli/`, `dist/cli/` and `dist/chunks/`.
 */

import { spawnSync } from 'node:child_process'
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = dirname(fileURLToPath(import.meta.url))
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))

// CommonJS inside the bundle (commander) asks for `require`. Only the chunk that does so gets one.
const requireBanner = "const require=process.getBuiltinModule('node:module').createRequire(import.meta.url);\n"

await rm(join(root, 'dist'), { recursive: true, force: true })
const metafile = await bundle()
await writeFile(join(root, 'dist/meta.json'), JSON.stringify(metafile))
await writeFile(join(root, 'dist/NOTICES.txt'), await notices(metafile))
declarations()
await linkProgram()

async function bundle() {
  const result = await build({
    absWorkingDir: root,
    entryPoints: { 'cli/main': 'src/cli/main.ts', index: 'src/index.ts' },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    format: 'esm',
    splitting: true,
    platform: 'node',
    target: 'node20',
    // The ES module of a package where it has both: CommonJS cannot be shaken.
    mainFields: ['module', 'main'],
    define: { YUCE_VERSION: JSON.stringify(version) },
    // Names stay, so that the stack of a defect can be read.
    minifySyntax: true,
    minifyWhitespace: true,
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
    write: false,
  })
  for (const { path, text } of result.outputFiles) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text.includes('typeof require') ? requireBanner + text : text)
  }
  return result.metafile
}

/** Name, version and licence text of every package with code in the bundle. */
async function notices({ outputs }) {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs))
  const folders = new Set(inputs.flatMap((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []))
  const parts = await Promise.all([...folders].sort().map(notice))
  return `yuce contains code of these packages.\n\n${parts.join('\n')}`
}

async function notice(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'))
  const file = (await readdir(join(root, folder))).find((each) => /^licen[cs]e/i.test(each))
  const text = file === undefined ? '' : await readFile(join(root, folder, file), 'utf8')
  return `---- ${name} ${version} (${license})\n\n${text.trim()}\n`
}

/** Type declarations of the public API, by the compiler; its errors are this program's. */
function declarations() {
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'src/tsconfig.types.json'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) process.exitCode = 1
}

/** So that `npx yuce` in a checkout runs this program at once; npm would first install the checkout into its cache. */
async function linkProgram() {
  const link = join(root, 'node_modules/.bin/yuce')
  await rm(link, { force: true })
  // Where links are not allowed (Windows), npx goes its own way.
  await symlink('../../bin/yuce.js', link).catch(() => {})
}
