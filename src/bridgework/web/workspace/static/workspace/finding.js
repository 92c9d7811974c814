// A source among many: what is typed leaves those that have all its words, and those already chosen.

const find = document.querySelector('[data-bw-find]')

if (find) {
  const box = find.querySelector('input')
  const said = find.querySelector('[role="status"]')
  const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const rows = [...document.getElementsByClassName(find.dataset.bwFind)].map((row) => ({
    row,
    text: plain(row.querySelector('label').textContent),
    chosen: row.querySelector('select')
  }))
  find.hidden = false
  box.addEventListener('input', () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean)
    let shown = 0
    for (const { row, text, chosen } of rows) {
      const fits = words.every((word) => text.includes(word))
      row.hidden = !fits && !chosen.value
      if (fits) shown += 1
    }
    said.textContent = words.length ? `${shown} of ${rows.length} sources have these words.` : ''
  })
  // Return would send the whole form.
  box.addEventListener('keydown', (event) => { if (event.key === 'Enter') event.preventDefault() })
}
