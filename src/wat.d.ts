/** A module of WebAssembly; see wat.mjs. */
declare module '*.wat' {
  export const base64: string
}
