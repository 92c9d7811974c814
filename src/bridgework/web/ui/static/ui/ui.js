// Small improvements. Everything works without them.

// A permanent address, copied.
for (const button of document.querySelectorAll('[data-bw-copy]')) {
  if (!navigator.clipboard) break
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.bwCopy)
    const said = button.parentElement.querySelector('[role="status"]')
    if (said) said.textContent = 'Copied'
  })
}

// The menu of a person closes with Escape and when the focus leaves it.
for (const menu of document.querySelectorAll('details.bw-menu')) {
  menu.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && menu.open) {
      menu.open = false
      menu.querySelector('summary').focus()
    }
  })
  menu.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false
  })
}

// Words are counted as the server counts them (core/words.py): runs between white space with a letter or digit in them.
const BREAKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/u
export function countWords (text) {
  return text.split(BREAKS).filter((run) => /[\p{L}\p{N}]/u.test(run)).length
}
for (const box of document.querySelectorAll('[data-bw-words]')) {
  const most = Number(box.dataset.bwWords)
  const text = box.querySelector('textarea')
  const said = box.querySelector('.govuk-character-count__message')
  const usual = said.textContent
  let waiting
  const show = () => {
    const over = countWords(text.value) - most
    const left = Math.abs(over)
    const words = left === 1 ? '1 word' : `${left} words`
    said.textContent = !text.value.trim() ? usual : over > 0 ? `You have ${words} too many` : `You have ${words} left`
    said.classList.toggle('govuk-error-message', over > 0)
    said.classList.toggle('govuk-hint', over <= 0)
  }
  said.setAttribute('aria-live', 'polite')
  text.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(show, 500) })
  if (text.value) show()
}

// Folded passages are unfolded on paper.
let opened = []
addEventListener('beforeprint', () => {
  opened = [...document.querySelectorAll('main details:not([open])')]
  for (const one of opened) one.open = true
})
addEventListener('afterprint', () => {
  for (const one of opened) one.open = false
})

// A draft goes once its form was taken: the page after sending is another one, or the same without errors.
try {
  const sent = sessionStorage.getItem('bridgework-draft:sent')
  if (sent) {
    sessionStorage.removeItem('bridgework-draft:sent')
    if (!document.querySelector('form[data-bw-sent], .govuk-error-summary')) localStorage.removeItem(sent)
  }
} catch { /* storage is switched off */ }
