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
