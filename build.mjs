/**
 * Builds `dist/`: the program, the public API as ES modules with lazy chunks, its declarations, and the licences of what
 * the bundles hold.
 *
 *     node build.mjs
 *
 * The program is CommonJS, in one file but for the packages that an ordinary run does not need, and comes with what V8
 * compiled of it: see `bin/load.js`. It lies as deep as it does in `src/`: `../../data` means the same from `src/cli/`
 * and `dist/cli/`.
 */

import { spawnSync } from 'node:child_process'
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { esbuildHyparquet } from './hyparquet.mjs'
import { esbuildWat } from './wat.mjs'

const root = dirname(fileURLToPath(import.meta.url))
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))

/**
 * Modules that hand on what the program takes of a large package. Each gets a file of its own beside the program, by its
 * name, that is read when it is first imported.
 */
const onDemand = [
  'src/model/mathjs.ts',
  'src/cli/completion/yargs.ts',
  'src/plan/hyparquet.ts',
  'src/render/plot/d3.ts',
  'src/render/workbook/hucre.ts',
]

/** Files with numbers that others have found. */
const licensedTables = ['src/analyses/numerics/sobol-directions.ts']

const common = {
  absWorkingDir: root,
  outdir: 'dist',
  bundle: true,
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
  plugins: [esbuildWat, esbuildHyparquet],
}

/** A file for `bin/load.js`: a function that is called with what Node gives a CommonJS module; ASCII, see `escaped`. */
const commonJs = {
  ...common,
  outdir: 'dist/cli',
  entryNames: '[name]',
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  charset: 'ascii',
  write: false,
  // `import()` becomes `require`: nothing to wait for.
  supported: { 'dynamic-import': false },
  define: { ...common.define, 'import.meta.url': 'fileUrl' },
  banner: { js: '(function(exports,require,module,fileUrl){' },
  footer: { js: '})' },
}

await rm(join(root, 'dist'), { recursive: true, force: true })
const outputs = { ...(await bundleApi()), ...(await bundleProgram()), ...(await bundlePage()) }
await writeFile(join(root, 'dist/meta.json'), JSON.stringify({ outputs }))
await writeFile(join(root, 'dist/NOTICES.txt'), await notices(outputs))
await writeManual()
await compileAhead()
declarations()
await linkProgram()

async function bundleApi() {
  const { metafile } = await build({
    ...common,
    entryPoints: { index: 'src/index.ts' },
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    splitting: true,
  })
  return metafile.outputs
}

async function bundleProgram() {
  const program = await build({
    ...commonJs,
    entryPoints: ['src/cli/main.ts'],
    plugins: [...common.plugins, { name: 'leave-out', setup: leaveOut }],
  })
  const packages = await build({
    ...commonJs,
    entryPoints: onDemand,
    plugins: [...common.plugins, { name: 'no-colours', setup: leaveOutColours }],
  })
  for (const { path, text } of [...program.outputFiles, ...packages.outputFiles]) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, escaped(text))
  }
  return { ...program.metafile.outputs, ...packages.metafile.outputs }
}

/** The script of a page: nothing of Node, nothing that is fetched, and as small as it gets, since every report holds it. */
async function bundlePage() {
  const { metafile } = await build({
    ...common,
    entryPoints: { 'what-if': 'src/page/what-if.ts' },
    outdir: 'dist/page',
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    minify: true,
    // Inside an element: nothing that could end it.
    supported: { 'inline-script': false },
    plugins: [
      ...common.plugins,
      { name: 'no-colours', setup: leaveOutColours },
      { name: 'no-such-problems', setup: leaveOutProblems },
    ],
  })
  return metafile.outputs
}

/** Scales of numbers never interpolate a colour, though d3 has a tenth of a page's script for that. */
function leaveOutColours({ onResolve, onLoad }) {
  onResolve({ filter: /^d3-color$/ }, ({ path }) => ({ path, namespace: 'no-colours' }))
  const names = ['color', 'rgb', 'hsl', 'lab', 'hcl', 'cubehelix']
  const contents = names.map((name) => `export const ${name} = () => null`).join('\n')
  onLoad({ filter: /./, namespace: 'no-colours' }, () => ({ contents }))
}

/** Texts of problems that no projection can have: of files, of the command line, of tables that the page does not read. */
function leaveOutProblems({ onLoad }) {
  onLoad({ filter: /src\W+plan\W+catalogue-(cases|command|history)\.ts$/ }, async ({ path }) => {
    const names = (await readFile(path, 'utf8')).matchAll(/^export const (\w+)/gm)
    return { contents: [...names].map(([, name]) => `export const ${name} = {}`).join('\n') }
  })
}

/**
 * ASCII, whose bytes are its characters: there is nothing to decode at every start. `charset: 'ascii'` leaves regular
 * expressions as they are; to them, as to strings, an escape is the same as the character.
 */
function escaped(text) {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function leaveOut({ onResolve, onLoad }) {
  const files = new Map(onDemand.map((path) => [join(root, path), `./${basename(path, '.ts')}`]))
  onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, resolveDir }) => {
    const file = files.get(join(resolveDir, path))
    return file === undefined ? null : { path: file, external: true }
  })
  // commander would start programs as commands, which yuce has none of; loading this takes a fifth of `node -e 0`.
  onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
    /node_modules\W+commander\W/.test(importer) ? { path, namespace: 'empty' } : null,
  )
  onLoad({ filter: /./, namespace: 'empty' }, () => ({ contents: '' }))
}

/** The man pages, as `yuce help man` prints them. */
async function writeManual() {
  const { run } = createRequire(import.meta.url)('./bin/load.js').load('main').exports
  for (const [language, folder] of [
    ['en', 'man1'],
    ['zh', 'zh_CN/man1'],
  ]) {
    const pieces = []
    const code = await run(
      ['help', 'man', '--lang', language],
      worldWith((text) => pieces.push(text)),
    )
    if (code !== 0) throw new Error(`yuce help man exits with ${code}`)
    await mkdir(join(root, 'dist/man', folder), { recursive: true })
    await writeFile(join(root, 'dist/man', folder, 'yuce.1'), pieces.join(''))
  }
}

/** Outside of a run: nothing but what it prints. */
function worldWith(take) {
  const sink = { write: async (text) => take(text), isTerminal: false, columns: null }
  return {
    cwd: join(root, 'dist'),
    env: {},
    stdin: { isTerminal: true, stream: process.stdin },
    stdout: sink,
    stderr: sink,
    onInterrupt: () => () => {},
  }
}

/** The program is run on the bundled plan, and on one with formulas: V8 keeps what it had to compile for that. */
async function compileAhead() {
  const { load, compiledFile } = createRequire(import.meta.url)('./bin/load.js')
  const world = worldWith(() => {})
  const run = load('main').exports.run
  const runs = [
    ['main', ['project', '--lang', 'en']],
    ['yargs', ['--get-yargs-completions', 'bash', 'yuce -s ', ' ']],
    ['mathjs', ['project', '--plan', join(root, 'data/examples/simultaneous')]],
  ]
  for (const [name, words] of runs) {
    const code = await run(words, world)
    if (code === 0) await writeFile(compiledFile(name), load(name).script.createCachedData())
    else console.warn(`${name} is not compiled beforehand: yuce ${words.join(' ')} exits with ${code}`)
  }
}

/** Name, version and licence text of every package with code in the bundle, and of the tables that are others' work. */
async function notices(outputs) {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs))
  const folders = new Set(inputs.flatMap((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []))
  const packages = await Promise.all([...folders].sort().map(notice))
  const tables = await Promise.all(licensedTables.filter((path) => inputs.includes(path)).map(header))
  return `yuce contains code of these packages, and numbers that others have found.\n\n${[...packages, ...tables].join('\n')}`
}

/** The comment at the top of a file, which quotes the licence. */
async function header(path) {
  const [, comment] = (await readFile(join(root, path), 'utf8')).match(/^\/\*\*\n(.*?)\n \*\//s)
  return `---- ${basename(path, '.ts')}\n\n${comment.replace(/^ \* ?/gm, '')}\n`
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
