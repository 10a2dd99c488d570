import { describe, expect, it } from 'vitest'
import { RowSplitter } from './split-rows.ts'

const TEXT = 'a, "b ""c""\r\nd" ,e\r\n\r\nf"g",h i,\n"j"k,l,"m"\rn,o,p'
const ROWS = [
  ['a', 'b "c"\r\nd', 'e'],
  ['f"g"', 'h i', ''],
  ['"j"k', 'l', 'm'],
  ['n', 'o', 'p'],
]

describe('rows of cells', () => {
  it('are the same wherever the text is cut into pieces', () => {
    for (let cut = 0; cut <= TEXT.length; cut++) {
      const splitter = new RowSplitter({ delimiter: ',', quote: '"' })
      const rows = [
        ...splitter.push(TEXT.slice(0, cut)),
        ...splitter.push(TEXT.slice(cut)),
        ...splitter.end(),
      ]
      expect(rows, `cut at ${cut}`).toEqual(ROWS)
      expect(splitter.loneQuotes).toBeGreaterThan(0)
    }
  })

  it('lose nothing where a quotation mark is never closed', () => {
    const splitter = new RowSplitter({ delimiter: ',', quote: '"' })
    const rows = [...splitter.push('a,"b\nc,d\n'), ...splitter.end()]
    expect(rows).toEqual([
      ['a', '"b'],
      ['c', 'd'],
    ])
    expect(splitter.loneQuotes).toBe(1)
  })

  it('are cut at blanks where these are the delimiter', () => {
    const splitter = new RowSplitter({ delimiter: ' ', quote: '"' })
    expect([...splitter.push('a "b c" d\n')]).toEqual([['a', 'b c', 'd']])
  })
})
