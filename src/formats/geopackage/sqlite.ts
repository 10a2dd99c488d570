import type { SqlJsStatic } from 'sql.js'

let loading: Promise<SqlJsStatic> | undefined

/**
 * SQLite, loaded when it is first needed. The build that carries its WebAssembly inside: it loads the
 * same way in Node, in a worker and from any address.
 */
export function loadSqlite(): Promise<SqlJsStatic> {
  loading ??= import('sql.js/dist/sql-wasm-inline.js').then(({ default: initialize }) =>
    initialize(),
  )
  return loading
}
