import { resolve } from 'node:path'
import type { Site } from '../src/catalog/metadata/site.ts'

/** Where the site will be published: what `ATLAS_URL` says, or else the address of `npm run serve`. */
export function siteOfBuild(): Site {
  return {
    url: new URL(process.env.ATLAS_URL ?? `http://127.0.0.1:${process.env.PORT ?? 4173}/`).href,
  }
}

/** Where ready-made files are kept from one build to the next. */
export function shelfFolder(): string {
  return resolve(process.env.ATLAS_DOWNLOADS ?? resolve(import.meta.dirname, '../downloads'))
}
