import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FlatGeobufFile } from '../../../src/formats/flatgeobuf/read.ts'
import { ironSteelPlants } from '../iron-steel-plants.ts'
import { seaPorts } from '../ports.ts'

const FOLDER = resolve(import.meta.dirname, '../../../public/layers')

describe('names of states that a source writes in English', () => {
  it.each([seaPorts, ironSteelPlants])(
    'have their meaning in the three languages, each that is in $id',
    ({ id, fields }) => {
      const codes = fields.find(({ name }) => name === 'province')?.codes ?? {}
      const file = new FlatGeobufFile(new Uint8Array(readFileSync(join(FOLDER, `${id}.fgb`))))
      const names = new Set(
        [...file.features()].flatMap(({ properties }) => properties.province ?? []),
      )
      expect([...names].filter((name) => !Object.hasOwn(codes, String(name)))).toEqual([])
      expect(names.size).toBeGreaterThan(20)
    },
  )
})
