/**
 * Makes `src/geo/crs-axes.json`: the codes of the EPSG systems whose first axis is the latitude or the
 * northing, from the database of PROJ (`proj.db`, Debian: `proj-data`), which `sqlite3` must be there to read.
 *
 *     npx tsx scripts/epsg-axes.ts [path of proj.db]
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const DATABASE = process.argv[2] ?? '/usr/share/proj/proj.db'
const TARGET = join(resolve(import.meta.dirname, '..'), 'src/geo/crs-axes.json')

const ofTable = (table: string): string => `
  SELECT c.code FROM ${table} c
  JOIN axis a ON a.coordinate_system_auth_name = c.coordinate_system_auth_name
   AND a.coordinate_system_code = c.coordinate_system_code AND a.coordinate_system_order = 1
  JOIN axis b ON b.coordinate_system_auth_name = c.coordinate_system_auth_name
   AND b.coordinate_system_code = c.coordinate_system_code AND b.coordinate_system_order = 2
  WHERE c.auth_name = 'EPSG' AND (a.name = 'Geodetic latitude'
     OR (a.name = 'Northing' AND b.name = 'Easting'))`

const sql = `SELECT DISTINCT CAST(code AS INTEGER) FROM (${ofTable('projected_crs')} UNION ${ofTable('geodetic_crs')}) ORDER BY 1`
const codes = execFileSync('sqlite3', [DATABASE, sql]).toString().trim().split('\n').map(Number)

/** First and last of each run of codes. */
const runs: [number, number][] = []
for (const code of codes) {
  const last = runs.at(-1)
  if (last && last[1] === code - 1) last[1] = code
  else runs.push([code, code])
}
writeFileSync(TARGET, `${JSON.stringify(runs.flat())}\n`)
