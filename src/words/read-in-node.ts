/** Whether a bundler has put the words in: not in Node, nor where tests run there. */
export const isBundled: boolean = import.meta.env?.SSR === false

/** What stands under `file` in the folder of each language, by its path from here: `./fr/page.json`. */
export function readInNode<T>(file: string): ReadonlyMap<string, T> {
  const { existsSync, readdirSync, readFileSync } = process.getBuiltinModule('node:fs')
  return new Map(
    readdirSync(new URL('.', import.meta.url), { withFileTypes: true }).flatMap((folder) => {
      const url = new URL(`${folder.name}/${file}`, import.meta.url)
      if (!folder.isDirectory() || !existsSync(url)) return []
      return [[`./${folder.name}/${file}`, JSON.parse(readFileSync(url, 'utf8')) as T] as const]
    }),
  )
}
