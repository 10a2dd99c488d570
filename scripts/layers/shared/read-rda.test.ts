import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { numbersOf, partsOf, readRda } from './read-rda.ts'

/** Written by R 4.2.2: `save(rain, file = "rain.rda", version = 2)` of the list below, as base64. */
const RAIN =
  'H4sIAAAAAAAAAwtyiTDiiuBiYGBgYmBhYmJgYgYyWZiABCMDCwMniFOUmJkHlBYGslmBmA+k9kDEAwYQOBAiwAAFvGAzGBiYGyB8sLr6DyAm+yL7HzBlDAIQdQ0gs9kDSw+vTEpNBjI5/wMBUDfMGIgTUJ3ClpNalppTDDcEIsqYCGMkoalnTc5JLIYphxuSlphckl8EZP1DV56XmJsKU84KFWTOyc+DG5dfmlcCC5bc1ESYBAtII4ydnZmXAjGc4R8Ag2TGBF4BAAA='

describe('data files of R', () => {
  const parts = partsOf(readRda(Buffer.from(RAIN, 'base64')).get('rain')!)

  it('give lists of numbers, texts and factors by their names, missing values as null', () => {
    expect(numbersOf(parts, 'lon')).toEqual([-99.5, -80.25])
    expect(parts.get('count')?.values).toEqual([3, null])
    expect(parts.get('mean')?.values).toEqual([null, 1.5])
    expect(parts.get('name')?.values).toEqual(['Québec', null])
    expect(parts.get('kind')?.values).toEqual([2, 1])
    expect(parts.get('kind')?.attributes.get('levels')?.values).toEqual(['a', 'b'])
  })

  it('stop the recipe where a column lacks numbers, or the file is another', () => {
    expect(() => numbersOf(parts, 'mean')).toThrow('no column mean of numbers')
    expect(() => numbersOf(parts, 'none')).toThrow('no column none')
    expect(() => readRda(gzipSync('RDX3\nX\n'))).toThrow('No R data of version 2')
  })
})
