/** `@types/sql.js` describes the other builds of SQLite, not the one that carries its WebAssembly. */
declare module 'sql.js/dist/sql-wasm-inline.js' {
  import initSqlJs from 'sql.js'

  export default initSqlJs
}
