/**
 * Adds a button that copies it to each text marked with `data-copy`. The pages read the same without it.
 * It has no imports: the build writes it as one small file, so that no policy needs to allow inline code.
 */
for (const source of document.querySelectorAll<HTMLElement>('[data-copy]')) {
  const { copy = '', copyName = '', copied = '', copyByHand = '' } = source.dataset
  const bar = document.createElement('p')
  bar.className = 'copy'
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = copy
  if (copyName) button.setAttribute('aria-label', `${copy}: ${copyName}`)
  const status = document.createElement('span')
  status.setAttribute('role', 'status')
  button.addEventListener('click', async () => {
    const text = (source.textContent ?? '').trim()
    try {
      await navigator.clipboard.writeText(text)
      status.textContent = copied
    } catch {
      // Pages that are not served over HTTPS may not write to the clipboard: the reader copies.
      const range = document.createRange()
      range.selectNodeContents(source)
      getSelection()?.removeAllRanges()
      getSelection()?.addRange(range)
      status.textContent = copyByHand
    }
  })
  bar.append(button, status)
  source.after(bar)
}
