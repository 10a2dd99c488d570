/**
 * Files of layers that a browser has for the life of the page alone, since it keeps its storage closed. What one
 * worker wrote is handed to another as blobs, which share their bytes.
 */

export interface HeldFile {
  readonly path: string
  readonly blob: Blob
}

const held = new Map<string, Blob>()

/** Holds a file in the order of its chunks, and gives its length: `writeStoredFile`, for the life of the page. */
export async function writeHeldFile(
  path: string,
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
): Promise<number> {
  // Blobs of blobs, which the browser may put out of memory when they become many.
  let blob = new Blob()
  for await (const chunk of chunks) blob = new Blob([blob, chunk])
  held.set(path, blob)
  return blob.size
}

/** Gives the files of a layer away: they are held by who takes them, and no longer here. */
export function giveHeldFiles(id: string): readonly HeldFile[] {
  const files = [...held].flatMap(([path, blob]) =>
    path.startsWith(`${id}.`) ? [{ path, blob }] : [],
  )
  for (const { path } of files) held.delete(path)
  return files
}

export function takeHeldFiles(files: readonly HeldFile[]): void {
  for (const { path, blob } of files) held.set(path, blob)
}

export const findHeldFile = (path: string): Blob | undefined => held.get(path)
