/** Node's own zlib, whose work on whole bytes takes half as long as its web streams; `null` in a browser. */
export const nodeZlib =
  typeof process === 'undefined' ? null : (process.getBuiltinModule?.('node:zlib') ?? null)
