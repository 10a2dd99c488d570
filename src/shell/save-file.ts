/** What browsers with the File System Access API offer beside the standard's own types. */
interface SavePicker {
  showSaveFilePicker?(options: {
    readonly suggestedName: string
  }): Promise<{ createWritable(): Promise<WritableStream<Uint8Array>> }>
}

/** Whether the reader can say where a file goes, and it is streamed there. */
export const CAN_CHOOSE_PLACE = 'showSaveFilePicker' in globalThis

/**
 * Streams a file to the place that the reader chooses. Gives whether one was chosen; rejects where it
 * cannot be written.
 */
export async function saveAs(file: Blob, name: string): Promise<boolean> {
  let handle: Awaited<ReturnType<NonNullable<SavePicker['showSaveFilePicker']>>>
  try {
    handle = await (globalThis as SavePicker).showSaveFilePicker!({ suggestedName: name })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return false
    throw error
  }
  await file.stream().pipeTo(await handle.createWritable())
  return true
}

/** Gives a text to the browser as a file to download. */
export function saveText(text: string, name: string, mediaType: string): void {
  saveBlob(new Blob([text], { type: mediaType }), name)
}

/** Gives bytes to the browser as a file to download. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
