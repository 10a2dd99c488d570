import * as duckdb from '@duckdb/duckdb-wasm'
import { type ColumnTable, collate, desc, fromArrow, escape as inTable, op, table } from 'arquero'
import { geojson } from 'flatgeobuf'
import type { Feature } from 'geojson'
import { type GeoJSONSource, Map as MapLibre, setWorkerUrl } from 'maplibre-gl'

/**
 * What a table of half a million rows needs, by other programs, each in the browser as it is meant to be used: Arquero in the
 * page, DuckDB in its worker. Both are given the layer's own file, which the package `flatgeobuf` reads for them, and MapLibre's
 * source for GeoJSON draws the rows. Runs in the page of `openPeerPage`.
 */
export interface TablePeer {
  /** Fetches the layer's file, and gives how many rows it has with the first hundred drawn. */
  open(url: string): Promise<number>
  /** The same of columns that have been made ready (an Arrow IPC stream). */
  openColumns(url: string): Promise<number>
  /** Puts all rows in the order of a column, and gives the name of the first that has a value. */
  sort(column: string, isText: boolean, isDescending: boolean): Promise<string>
  /** How many rows have a value, with the first hundred of them drawn. */
  filter(column: string, value: string): Promise<number>
}

/** The map of both: all rows, of which it draws those that have a value. */
export interface PeerMap {
  show(url: string): Promise<void>
  filter(column: string, value: string): Promise<void>
  unfilter(): Promise<void>
}

type Row = Readonly<Record<string, unknown>>

const PAGE_ROWS = 100

class Arquero implements TablePeer {
  #table: ColumnTable = table({})

  async open(url: string): Promise<number> {
    this.#table = table(toColumns(await readFeatures(url)))
    return this.#show(this.#table)
  }

  async openColumns(url: string): Promise<number> {
    const columns = fromArrow(await fetchBytes(url))
    // Columns of Arrow are decoded whenever they are looked at: as arrays all that follows is quicker.
    this.#table = table(
      columns
        .columnNames()
        .map((name): [string, unknown[]] => [name, columns.array(name) as unknown[]]),
    )
    return this.#show(this.#table)
  }

  async sort(column: string, isText: boolean, isDescending: boolean): Promise<string> {
    const key = isText ? collate(column, 'en-CA') : column
    const sorted = this.#table.orderby(isDescending ? desc(key) : key)
    // Orders are found when they are first looked at; what is missing comes first in them.
    const first = sorted.indices().find((row) => this.#table.get(column, row) !== null)
    await this.#show(sorted)
    return this.#table.get('name', first) as string
  }

  filter(column: string, value: string): Promise<number> {
    const filtered = this.#table.filter(inTable((row: Row) => op.equal(row[column], value)))
    return this.#show(filtered)
  }

  async #show(rows: ColumnTable): Promise<number> {
    await drawRows(rows.objects({ limit: PAGE_ROWS }) as Row[])
    return rows.numRows()
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
    // Its reader of spatial formats is an extension that it fetches from its own host.
    const columns = table(toColumns(await readFeatures(url)))
    return this.#insert(columns.toArrowIPC({ format: 'stream' }) as Uint8Array)
  }

  async openColumns(url: string): Promise<number> {
    return this.#insert(await fetchBytes(url))
  }

  async #insert(stream: Uint8Array): Promise<number> {
    await this.#connection.query('DROP TABLE IF EXISTS facilities')
    await this.#connection.insertArrowFromIPCStream(stream, { name: 'facilities' })
    return this.#show('facilities')
  }

  async sort(column: string, isText: boolean, isDescending: boolean): Promise<string> {
    // Orders of a language are in an extension, too; this one knows accents and case.
    const key = isText ? `${column} COLLATE NOCASE.NOACCENT` : column
    const order = `ORDER BY ${key} ${isDescending ? 'DESC' : 'ASC'} NULLS LAST`
    await this.#connection.query(
      `CREATE OR REPLACE TEMP TABLE ordered AS SELECT rowid AS place FROM facilities ${order}`,
    )
    const rows = await this.#read(
      `SELECT f.* FROM (SELECT place FROM ordered LIMIT ${PAGE_ROWS}) o JOIN facilities f ON f.rowid = o.place ${order}`,
    )
    await drawRows(rows)
    return String(rows[0]!.name)
  }

  filter(column: string, value: string): Promise<number> {
    return this.#show(`facilities WHERE ${column} = '${value}'`)
  }

  async #show(from: string): Promise<number> {
    await drawRows(await this.#read(`SELECT * FROM ${from} LIMIT ${PAGE_ROWS}`))
    const [counted] = await this.#read(`SELECT count(*) AS n FROM ${from}`)
    return Number(counted!.n)
  }

  async #read(sql: string): Promise<Row[]> {
    const answer = await this.#connection.query(sql)
    return answer.toArray().map((row) => row.toJSON())
  }
}

class GeoJsonMap implements PeerMap {
  readonly #map: MapLibre

  constructor(map: MapLibre) {
    this.#map = map
  }

  static async start(): Promise<GeoJsonMap> {
    setWorkerUrl(new URL('maplibre-gl-worker.mjs', location.href).href)
    const map = new MapLibre({
      container: 'map',
      style: { version: 8, sources: {}, layers: [] },
      center: [-95, 42],
      zoom: 2.2,
      attributionControl: false,
    })
    await map.once('load')
    map.addSource('rows', { type: 'geojson', data: { type: 'FeatureCollection', features: [] } })
    map.addLayer({
      id: 'rows',
      type: 'circle',
      source: 'rows',
      paint: {
        'circle-radius': 4,
        'circle-color': ['match', ['get', 'kind'], 'mine', '#1f7a4a', 'mill', '#2f6db3', '#b0730a'],
      },
    })
    return new GeoJsonMap(map)
  }

  async show(url: string): Promise<void> {
    const features = await readFeatures(url)
    await this.#untilDrawn(() =>
      this.#map.getSource<GeoJSONSource>('rows')!.setData({ type: 'FeatureCollection', features }),
    )
  }

  filter(column: string, value: string): Promise<void> {
    return this.#untilDrawn(() => this.#map.setFilter('rows', ['==', ['get', column], value]))
  }

  unfilter(): Promise<void> {
    return this.#untilDrawn(() => this.#map.setFilter('rows', null))
  }

  async #untilDrawn(change: () => unknown): Promise<void> {
    const idle = this.#map.once('idle')
    change()
    await idle
  }
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer())
}

async function readFeatures(url: string): Promise<Feature[]> {
  const features: Feature[] = []
  for await (const feature of geojson.deserialize(await fetchBytes(url))) {
    features.push(feature as Feature)
  }
  return features
}

function toColumns(features: readonly Feature[]): [string, unknown[]][] {
  return Object.keys(features[0]!.properties!).map((name) => [
    name,
    features.map(({ properties }) => properties![name] ?? null),
  ])
}

/** Draws a page of rows, and waits until they are seen. */
function drawRows(rows: readonly Row[]): Promise<void> {
  const lines = rows.map((row) => {
    const line = document.createElement('tr')
    for (const value of Object.values(row)) line.insertCell().textContent = String(value ?? '')
    return line
  })
  document.querySelector('tbody')!.replaceChildren(...lines)
  return new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))
}

declare global {
  interface Window {
    tablePeers?: { readonly arquero: TablePeer; readonly duckdb: TablePeer; readonly map: PeerMap }
  }
}

const [duckDb, map] = [await DuckDb.start(), await GeoJsonMap.start()]
window.tablePeers = { arquero: new Arquero(), duckdb: duckDb, map }
