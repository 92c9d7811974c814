// A small toolbar above a text area for Markdown: bold, italic, link, bullets, numbers. Without it one types the marks.

const TOOLS = [
  ['Bold', 'b', (text) => wrap(text, '**', 'bold words')],
  ['Italic', 'i', (text) => wrap(text, '*', 'words')],
  ['Link', 'k', (text) => [`[${text || 'words of the link'}](https://)`, text ? -1 : 1, text ? 0 : 17]],
  ['List', '', (text) => [lines(text, () => '- '), 0, 0]],
  ['Numbered list', '', (text) => [lines(text, (n) => `${n + 1}. `), 0, 0]]
]

function wrap (text, mark, empty) {
  if (text.length > 2 * mark.length && text.startsWith(mark) && text.endsWith(mark)) {
    return [text.slice(mark.length, -mark.length), 0, 0]
  }
  return [`${mark}${text || empty}${mark}`, text ? 0 : mark.length, text ? 0 : empty.length]
}

function lines (text, mark) {
  return (text || 'first point\nsecond point').split('\n').map((one, n) => mark(n) + one.replace(/^(?:[-*]|\d+\.) /, '')).join('\n')
}

function use (area, tool) {
  const { selectionStart: from, selectionEnd: to, value } = area
  const [fresh, offset, length] = tool(value.slice(from, to))
  area.focus()
  area.setRangeText(fresh, from, to, 'end')
  if (offset > 0) area.setSelectionRange(from + offset, from + offset + length)
  if (offset < 0) area.setSelectionRange(from + fresh.length - 1, from + fresh.length - 1)
  area.dispatchEvent(new Event('input', { bubbles: true }))
}

for (const area of document.querySelectorAll('textarea[data-bw-toolbar]')) {
  const bar = document.createElement('div')
  bar.className = 'bw-toolbar'
  bar.setAttribute('role', 'toolbar')
  bar.setAttribute('aria-label', 'Format the text')
  bar.setAttribute('aria-controls', area.id)
  for (const [name, key, tool] of TOOLS) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = name
    button.className = 'bw-toolbar__button'
    button.tabIndex = bar.children.length ? -1 : 0
    if (key) button.setAttribute('aria-keyshortcuts', `Control+${key.toUpperCase()}`)
    button.addEventListener('click', () => use(area, tool))
    bar.append(button)
  }
  // One stop for the Tab key; arrows go from button to button.
  bar.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    const all = [...bar.children]
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length]
    for (const one of all) one.tabIndex = one === next ? 0 : -1
    next.focus()
    event.preventDefault()
  })
  area.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    const found = TOOLS.find(([, key]) => key && key === event.key.toLowerCase())
    if (!found) return
    event.preventDefault()
    use(area, found[2])
  })
  area.before(bar)
}
