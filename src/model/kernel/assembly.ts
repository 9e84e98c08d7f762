/** WebAssembly, as far as it is used here: modules without anything of the host but one memory. */

import { Buffer } from 'node:buffer'

export type AssemblyMemory = { readonly buffer: ArrayBuffer }

type Exports<Name extends string> = Readonly<Record<Name, (...parameters: number[]) => number>>

/** The declarations come with those of a browser, which do not belong here. */
type Assembly = {
  readonly Memory: new (pages: { readonly initial: number; readonly maximum: number }) => AssemblyMemory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: Exports<string> }
}

const PAGE = 1 << 16

let assembly = (globalThis as unknown as { WebAssembly?: Assembly }).WebAssembly ?? null
const modules = new Map<string, object>()

/** From now on do without: everything is computed in JavaScript, to the same bits. */
export function forgoAssembly(): void {
  assembly = null
}

/** A memory of that many bytes at least, which is not found anywhere else later on; null where there can be none. */
export function createAssemblyMemory(bytes: number): AssemblyMemory | null {
  if (assembly === null) return null
  const pages = Math.ceil(bytes / PAGE)
  try {
    return new assembly.Memory({ initial: pages, maximum: pages })
  } catch {
    // More than there can be at all, or than the system gives.
    return null
  }
}

/**
 * The functions of a module over a memory; null on a processor that cannot run them.
 *
 * @param base64  the module, as an import of a `.wat` file gives it
 */
export function instantiate<Name extends string>(base64: string, memory: AssemblyMemory | null): Exports<Name> | null {
  if (assembly === null || memory === null) return null
  try {
    const module = modules.get(base64) ?? new assembly.Module(Buffer.from(base64, 'base64'))
    modules.set(base64, module)
    return new assembly.Instance(module, { yuce: { memory } }).exports
  } catch {
    // Vectors are not to be had everywhere.
    return null
  }
}
