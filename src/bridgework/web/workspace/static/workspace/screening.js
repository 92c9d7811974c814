// Sources are sorted by one key: i includes, m is a maybe, e goes to the reason and then excludes. The buttons do the same.
const form = document.querySelector('[data-bw-screening]')
if (form) {
  const reason = form.querySelector('[name="reason"]')
  const press = (decision) => form.querySelector(`[name="decision"][value="${decision}"]`).click()
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target === reason) {
      if (event.key === 'Enter') { event.preventDefault(); press('exclude') }
      if (event.key === 'Escape') reason.blur()
      return
    }
    if (event.target.closest('input, textarea, select')) return
    if (event.key === 'i') press('include')
    if (event.key === 'm') press('maybe')
    if (event.key === 'e') { event.preventDefault(); reason.focus() }
  })
}
