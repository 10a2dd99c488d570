import * as duckdb from '@duckdb/duckdb-wasm'
import { type ColumnTable, collate, desc, fromArrow, escape as inTable, op, table } from 'arquero'

/**
 * What a table needs of half a million rows by other programs, each in the browser as it is meant to be used: Arquero in
 * the page, DuckDB in its worker. Runs in the page of `openPeerPage`.
 */
export interface TablePeer {
  /** Fetches the rows (an Arrow IPC stream), and gives how many there are with the first hundred at hand. */
  open(url: string): Promise<number>
  /** Puts all rows in the order of a column, and gives the name of the first that has a value. */
  sort(column: string, isText: boolean, isDescending: boolean): Promise<string>
  /** How many rows have a value, with the first hundred of them at hand. */
  filter(column: string, value: string): Promise<number>
}

const PAGE_ROWS = 100

class Arquero implements TablePeer {
  #table: ColumnTable = table({})

  async open(url: string): Promise<number> {
    const columns = fromArrow(await fetchBytes(url))
    // Columns of Arrow are decoded whenever they are looked at: as arrays all that follows is quicker.
    this.#table = table(
      columns
        .columnNames()
        .map((name): [string, unknown[]] => [name, columns.array(name) as unknown[]]),
    )
    this.#table.objects({ limit: PAGE_ROWS })
    return this.#table.numRows()
  }

  async sort(column: string, isText: boolean, isDescending: boolean): Promise<string> {
    const key = isText ? collate(column, 'en-CA') : column
    const sorted = this.#table.orderby(isDescending ? desc(key) : key)
    // Orders are found when they are first looked at; what is missing comes first in them.
    const first = sorted.indices().find((row) => this.#table.get(column, row) !== null)
    sorted.objects({ limit: PAGE_ROWS })
    return this.#table.get('name', first) as string
  }

  async filter(column: string, value: string): Promise<number> {
    const filtered = this.#table.filter(
      inTable((row: Record<string, unknown>) => op.equal(row[column], value)),
    )
    filtered.objects({ limit: PAGE_ROWS })
    return filtered.numRows()
  }
}

class DuckDb implements TablePeer {
  readonly #connection: duckdb.AsyncDuckDBConnection

  constructor(connection: duckdb.AsyncDuckDBConnection) {
    this.#connection = connection
  }

  static async start(): Promise<DuckDb> {
    const worker = new Worker('duckdb-browser-eh.worker.js')
    const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker)
    await database.instantiate(new URL('duckdb-eh.wasm', location.href).href)
    return new DuckDb(await database.connect())
  }

  async open(url: string): Promise<number> {
    await this.#connection.query('DROP TABLE IF EXISTS facilities')
    await this.#connection.insertArrowFromIPCStream(await fetchBytes(url), { name: 'facilities' })
    await this.#read(`SELECT * FROM facilities LIMIT ${PAGE_ROWS}`)
    return this.#count('SELECT count(*) AS n FROM facilities')
  }

  async sort(column: string, isText: boolean, isDescending: boolean): Promise<string> {
    // Orders of a language are in an extension that it fetches from its own host; this one knows accents and case.
    const key = isText ? `${column} COLLATE NOCASE.NOACCENT` : column
    const order = `ORDER BY ${key} ${isDescending ? 'DESC' : 'ASC'} NULLS LAST`
    await this.#connection.query(
      `CREATE OR REPLACE TEMP TABLE ordered AS SELECT rowid AS place FROM facilities ${order}`,
    )
    const [first] = await this.#read(
      `SELECT f.* FROM (SELECT place FROM ordered LIMIT ${PAGE_ROWS}) o JOIN facilities f ON f.rowid = o.place ${order}`,
    )
    return String(first!.name)
  }

  async filter(column: string, value: string): Promise<number> {
    const where = `WHERE ${column} = '${value}'`
    await this.#read(`SELECT * FROM facilities ${where} LIMIT ${PAGE_ROWS}`)
    return this.#count(`SELECT count(*) AS n FROM facilities ${where}`)
  }

  async #read(sql: string): Promise<Record<string, unknown>[]> {
    const answer = await this.#connection.query(sql)
    return answer.toArray().map((row) => row.toJSON())
  }

  async #count(sql: string): Promise<number> {
    const [row] = await this.#read(sql)
    return Number(row!.n)
  }
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer())
}

declare global {
  interface Window {
    tablePeers?: { readonly arquero: TablePeer; readonly duckdb: TablePeer }
  }
}

window.tablePeers = { arquero: new Arquero(), duckdb: await DuckDb.start() }
