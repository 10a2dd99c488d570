const builtin = typeof process === 'undefined' ? null : process.getBuiltinModule

/** Node's own zlib, whose work on whole bytes takes half as long as its web streams; `null` in a browser. */
export const nodeZlib = builtin?.('node:zlib') ?? null

/** Node's buffers, which tell what bytes are some ten times as fast as to decode them; `null` in a browser. */
export const nodeBuffer = builtin?.('node:buffer') ?? null
